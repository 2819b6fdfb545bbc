//! A simulation that finds nothing proves nothing unless it finds what is there:
//! each defect that the domain can have is planted, and must be caught.

use std::collections::HashSet;

use reset_domain::defect::{Defect, plant};

use crate::run::Run;

/// The defects of the domain.
const PLANTED: [Defect; 21] = [
    Defect::LinkOutlivesItsLife,
    Defect::LinkFollowedAgain,
    Defect::SiblingLinkStays,
    Defect::LinkOutlivesItsAddress,
    Defect::FollowedLinkOwesNothing,
    Defect::MintingEndsChosen,
    Defect::NoRoomIsNeeded,
    Defect::TemporaryOutlivesItsLife,
    Defect::FirstUseEndsNothing,
    Defect::ChoosingEndsNothing,
    Defect::VerifiedMeansLetIn,
    Defect::LetterLeavesBeforeCommit,
    Defect::LostReplyTakesBack,
    Defect::EarlyRequestIsForgotten,
    Defect::NotForNowMeansNever,
    Defect::SuspensionEndsNothing,
    Defect::PausesHoldTemporary,
    Defect::LeaseHoldsNobodyOff,
    Defect::SessionOutlivesItsEpoch,
    Defect::SuspendedAtTheSameMoment,
    Defect::AnyAccountWillDo,
];

/// How many seeds a defect may hide for.
const MOST_SEEDS: u64 = 1_000;

/// Plants each; tells whether all were caught, and prints by what.
pub(crate) fn all_are_caught(storm: u64) -> bool {
    let mut missed = 0;
    for defect in PLANTED {
        plant(Some(defect));
        let mut states = HashSet::new();
        let caught = (0..MOST_SEEDS).find_map(|seed| {
            let report = Run::new(seed, &mut states, false).run(storm);
            report.violation.map(|violation| (seed, report.steps, violation))
        });
        if let Some((seed, steps, violation)) = caught {
            let violation = violation.to_string();
            let rule = violation.split(": ").next().unwrap_or_default();
            println!("planted {defect}: seed {seed}, after {steps} steps: {rule}");
        } else {
            missed += 1;
            println!("planted {defect}: MISSED in {MOST_SEEDS} seeds");
        }
    }
    plant(None);
    println!("planted defects caught: {} of {}", PLANTED.len() - missed, PLANTED.len());
    missed == 0
}
