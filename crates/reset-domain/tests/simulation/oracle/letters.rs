//! No letter arrives before its secret is good, and every letter that is owed comes to an end.

use std::collections::BTreeSet;

use reset_domain::model::{
    Cause, MessageState, PasswordHash, ResetRequestId, ResetToken, Settlement, TokenDigest, UserId,
};
use reset_domain::testing::Tables;

use super::{Oracle, Violation, must};
use crate::post::Secret;
use crate::town::Town;

/// What was minted and committed, and what of it has arrived.
pub(crate) struct Minted {
    temporary: Vec<Temporary>,
    links_arrived: BTreeSet<TokenDigest>,
    requests_with_link: BTreeSet<ResetRequestId>,
    looked_at: usize,
}

struct Temporary {
    user: UserId,
    hash: PasswordHash,
    request: ResetRequestId,
    arrived: bool,
}

impl Minted {
    /// Nothing yet.
    pub(super) fn new(_: &Tables) -> Self {
        Self {
            temporary: Vec::new(),
            links_arrived: BTreeSet::new(),
            requests_with_link: BTreeSet::new(),
            looked_at: 0,
        }
    }

    /// A temporary password was committed.
    pub(super) fn temporary(&mut self, user: UserId, hash: PasswordHash, request: ResetRequestId) {
        self.temporary.push(Temporary { user, hash, request, arrived: false });
    }

    /// Whether the letter with it has arrived.
    pub(super) fn has_arrived(&self, hash: &PasswordHash) -> bool {
        self.temporary.iter().any(|t| &t.hash == hash && t.arrived)
    }

    /// Whether the letter with this link has arrived.
    pub(super) fn link_has_arrived(&self, digest: &TokenDigest) -> bool {
        self.links_arrived.contains(digest)
    }
}

impl Oracle {
    /// Looks at letters that have arrived since the last look.
    pub(crate) fn letters(&mut self, town: &Town) -> Result<(), Violation> {
        let new: Vec<_> = town.post.arrived()[self.minted.looked_at..].to_vec();
        self.minted.looked_at += new.len();
        for arrived in new {
            let person = town.people.iter().find(|p| p.addresses.contains(&arrived.to.as_str())).unwrap();
            match &arrived.secret {
                Secret::Link(token) => {
                    let digest = ResetToken::parse(token).unwrap().digest();
                    let Some(request) = self.links.request_of(&digest) else {
                        return Err(Violation::new("a link arrived that was never committed"));
                    };
                    self.minted.links_arrived.insert(digest);
                    self.minted.requests_with_link.insert(request);
                }
                Secret::Temporary(password) => {
                    // Newest first: that is nearly always the one.
                    let theirs = self.minted.temporary.iter().enumerate().rev();
                    let mut theirs = theirs.filter(|(_, t)| t.user == person.id);
                    let found = theirs.find(|(_, t)| self.is(password, &t.hash)).map(|(nth, _)| nth);
                    must!(found.is_some(), "a temporary password arrived that was never committed");
                    if let Some(nth) = found {
                        self.minted.temporary[nth].arrived = true;
                    }
                }
                Secret::None => {}
            }
        }
        Ok(())
    }

    /// After the storm: nothing is owed any more, and what was delivered has arrived.
    pub(crate) fn all_letters_came_to_an_end(&self, kept: &Tables) -> Result<(), Violation> {
        for message in kept.outbox.values() {
            let MessageState::Settled { how, .. } = message.state else {
                return Err(Violation::new(format!("a letter is still owed: {message:?}")));
            };
            let arrived = match message.cause {
                Cause::ResetLink { request } => self.minted.requests_with_link.contains(&request),
                Cause::TemporaryPassword { request } => {
                    self.minted.temporary.iter().any(|t| t.request == request && t.arrived)
                }
                Cause::PasswordChanged | Cause::AddressChanged => true,
            };
            must!(how != Settlement::Delivered || arrived, "a letter was called delivered: {message:?}");
        }
        Ok(())
    }
}
