//! The lists of all laws, port by port; a test sees that none is left out.

#[doc(hidden)]
#[macro_export]
macro_rules! storage_law_list {
    ($how:tt) => {
        $crate::sit_exam! { $how units_of_work($crate::testing::laws::Subject::store)
            a_store_in_good_health_answers_a_ping
            committed_writes_are_seen_by_the_next_unit_of_work
            a_unit_of_work_sees_its_own_writes
            uncommitted_writes_are_seen_by_nobody_else
            all_repositories_commit_together
            dropping_a_unit_of_work_leaves_no_trace
            cancelling_midway_leaves_no_trace
            a_cancelled_commit_keeps_everything_or_nothing
            nothing_is_kept_after_a_failed_call
            no_change_is_lost_when_many_change_one_thing
        }
        $crate::sit_exam! { $how revisions($crate::testing::laws::Subject::store)
            an_account_is_replaced_once_a_revision
            a_user_is_replaced_once_a_revision
            credentials_are_replaced_once_a_revision
            a_reset_request_is_replaced_once_a_revision
            a_session_is_replaced_once_a_revision
            a_message_is_replaced_once_a_revision
            what_is_read_and_replaced_is_as_it_was_replaced
            what_is_replaced_twice_is_as_it_was_last
            a_revision_that_never_was_conflicts
        }
        $crate::sit_exam! { $how accounts_and_users($crate::testing::laws::Subject::store)
            whoever_is_unknown_is_not_found
            account_ids_are_unique
            user_ids_are_unique
            usernames_are_unique
            usernames_are_compared_as_bytes
            accounts_and_users_are_listed_in_order
            no_look_up_crosses_accounts
            accounts_are_found_by_several_ids
            a_person_is_found_whole
            users_are_found_by_several_names
            a_person_without_credentials_is_corrupt
            every_state_of_an_account_survives
            every_state_of_a_user_survives
            ids_survive_to_the_last_bit
            non_ascii_names_survive
            times_survive_to_the_microsecond
        }
        $crate::sit_exam! { $how credentials($crate::testing::laws::Subject::store)
            a_user_has_one_set_of_credentials
            every_state_of_credentials_survives
            revisions_survive_over_their_whole_range
            temporary_passwords_keep_their_order
            two_users_may_have_the_same_tag
            ended_temporary_passwords_are_gone
        }
        $crate::sit_exam! { $how reset_requests($crate::testing::laws::Subject::store)
            every_state_of_a_request_survives
            every_change_of_a_request_survives
            request_ids_are_unique
            token_digests_are_unique
            each_link_finds_its_own_request
            requests_are_found_by_several_ids
            a_link_that_is_gone_finds_nothing
            open_requests_are_listed_oldest_first
            two_units_of_work_following_one_link_have_one_winner
            many_following_one_link_at_once_have_one_winner
        }
        $crate::sit_exam! { $how sessions($crate::testing::laws::Subject::store)
            every_state_of_a_session_survives
            every_change_of_a_session_survives
            session_digests_are_unique
            a_removed_session_is_gone
            all_sessions_of_one_user_end_at_once
            a_device_is_known_by_its_digest
            session_digests_are_compared_as_bytes
        }
        $crate::sit_exam! { $how outbox($crate::testing::laws::Subject::store)
            every_state_of_a_message_survives
            every_change_of_a_message_survives
            message_ids_are_unique
            a_claimed_message_is_handed_out_as_stored
            a_claimed_message_is_claimed_once
            a_dropped_claim_gives_the_message_back
            many_who_claim_at_once_get_a_message_each
            an_expired_lease_can_be_claimed_again
            a_message_not_yet_due_is_not_claimed
            the_longest_claimable_is_claimed_first
            several_are_claimed_at_once
            settling_is_final
            several_are_settled_at_once
            several_are_settled_or_none
            the_list_holds_what_is_owed_or_given_up
            what_is_owed_to_a_user_is_listed
        }
        $crate::sit_exam! { $how intake($crate::testing::laws::Subject::store)
            an_appended_entry_is_seen_by_the_next_unit_of_work
            an_entry_for_nobody_is_stored_like_any_other
            a_burst_of_appends_survives_each_once
            the_limit_holds
            a_limit_of_none_lets_nothing_in
            the_oldest_entry_is_taken_first
            one_unit_of_work_takes_several
            several_are_taken_at_once
            what_came_later_is_not_taken
            a_dropped_unit_of_work_gives_the_entry_back
            many_who_take_at_once_get_an_entry_each
        }
        $crate::sit_exam! { $how audit_log($crate::testing::laws::Subject::store)
            every_kind_of_event_survives
            everything_an_event_tells_survives
            an_event_may_tell_of_nobody_known
            no_event_is_overwritten
            events_are_listed_in_order
            a_list_begins_at_its_time
            a_list_of_one_user_holds_nobody_elses
            a_list_holds_the_newest_so_many
        }
        $crate::sit_exam! { $how attempts($crate::testing::laws::Subject::store)
            attempts_count_inside_their_window_only
            attempts_are_listed_newest_first
            two_attempts_at_once_count_two
            every_one_of_many_at_once_counts
            attempts_of_another_key_do_not_count
            two_lists_are_read_at_once
            clearing_forgets_one_key
            an_attempt_ahead_counts
        }
        $crate::sit_exam! { $how sweeping($crate::testing::laws::Subject::store)
            a_sweep_of_credentials_removes_what_expired
            a_sweep_of_requests_removes_their_links
            a_sweep_of_sessions_removes_what_ended
            a_sweep_of_devices_removes_what_expired
            a_sweep_of_the_outbox_removes_what_is_settled
            a_sweep_of_the_audit_log_removes_the_oldest
            a_sweep_of_attempts_removes_the_old
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! storage_corruption_law_list {
    ($how:tt) => {
        $crate::sit_exam! { $how corruption(std::convert::identity)
            a_value_that_no_longer_parses_is_corrupt
            the_source_of_the_error_says_where
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! mailer_law_list {
    ($how:tt) => {
        $crate::sit_exam! { $how mailers(std::convert::identity)
            what_is_taken_arrives_once
            a_link_arrives_whole
            a_temporary_password_arrives_whole
            a_non_ascii_first_name_arrives
            letters_arrive_in_order
            what_is_refused_does_not_arrive
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! hasher_law_list {
    ($how:tt) => {
        $crate::sit_exam! { $how hashers()
            a_hash_verifies_its_own_password
            a_hash_verifies_no_other_password
            two_hashes_of_one_password_differ
            a_hash_does_not_hold_its_password
            the_dummy_verifies_nothing
            an_unreadable_hash_is_a_failure
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! clock_law_list {
    ($how:tt) => {
        $crate::sit_exam! { $how clocks()
            a_clock_says_utc
            a_clock_says_whole_microseconds
            a_clock_never_goes_back
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! entropy_law_list {
    ($how:tt) => {
        $crate::sit_exam! { $how entropies()
            every_byte_is_filled
            no_two_fillings_are_alike
            no_value_is_favored
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! screen_law_list {
    ($how:tt) => {
        $crate::sit_exam! { $how screens()
            the_commonest_passwords_are_too_easy
            a_known_word_alone_is_too_easy
            long_passphrases_are_fit
            the_longest_password_is_judged
        }
    };
}
