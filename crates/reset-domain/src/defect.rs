//! Defects that are planted on purpose, to show that the tests which should catch them do.
//!
//! Without the feature `planted-defects`, which no product is built with, [`is_planted`] is `false` to the compiler.
//! With it, at most one defect is planted in a process, by `plant`, so that one build serves a whole table of them.

use std::fmt;

macro_rules! defects {
    ($($(#[$doc:meta])+ $defect:ident = $name:literal,)+) => {
        /// A way to be broken.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Defect {
            $($(#[$doc])+ $defect,)+
        }

        impl Defect {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$defect,)+];

            /// What it is called on a command line and in a report.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$defect => $name,)+
                }
            }
        }
    };
}

defects! {
    /// A link can be followed after its end.
    LinkOutlivesItsLife = "link-outlives-its-life",
    /// A link can be followed again, for another temporary password.
    LinkFollowedAgain = "link-followed-again",
    /// A link stays good when another of the same user was followed.
    SiblingLinkStays = "sibling-link-stays",
    /// A link stays good when the address it went to was changed.
    LinkOutlivesItsAddress = "link-outlives-its-address",
    /// Following a link owes no letter.
    FollowedLinkOwesNothing = "followed-link-owes-nothing",
    /// Minting a temporary password ends the chosen one.
    MintingEndsChosen = "minting-ends-chosen",
    /// Any number of temporary passwords can be live.
    NoRoomIsNeeded = "no-room-is-needed",
    /// A temporary password works after its end.
    TemporaryOutlivesItsLife = "temporary-outlives-its-life",
    /// The first use of a temporary password ends nothing else.
    FirstUseEndsNothing = "first-use-ends-nothing",
    /// Choosing a password ends no temporary one.
    ChoosingEndsNothing = "choosing-ends-nothing",
    /// A sign-in that was verified opens a session, whatever happened since.
    VerifiedMeansLetIn = "verified-means-let-in",
    /// A letter leaves before its secret is committed.
    LetterLeavesBeforeCommit = "letter-leaves-before-commit",
    /// A lost reply takes the secret back, though it may have arrived.
    LostReplyTakesBack = "lost-reply-takes-back",
    /// A request that comes too early is forgotten.
    EarlyRequestIsForgotten = "early-request-is-forgotten",
    /// A letter that was not taken for now is given up.
    NotForNowMeansNever = "not-for-now-means-never",
    /// A suspension ends no temporary password.
    SuspensionEndsNothing = "suspension-ends-nothing",
    /// Pauses and the ceiling hold up temporary passwords too.
    PausesHoldTemporary = "pauses-hold-temporary",
    /// A letter that somebody is sending is claimed all the same.
    LeaseHoldsNobodyOff = "lease-holds-nobody-off",
    /// A session stays good when what it stands on was ended at the same moment.
    SessionOutlivesItsEpoch = "session-outlives-its-epoch",
    /// A request can come to be while its user is being suspended.
    SuspendedAtTheSameMoment = "suspended-at-the-same-moment",
    /// The Account ID is not compared.
    AnyAccountWillDo = "any-account-will-do",
    /// What was paused for too many refusals may be tried again at once.
    GuessesAreNotSlowed = "guesses-are-not-slowed",
    /// A temporary password is known by its first two characters.
    TagsAreEnough = "tags-are-enough",
    /// Any number of letters goes to a user in any time.
    LettersAreNotCounted = "letters-are-not-counted",
    /// Choosing a password ends no session.
    ChoosingEndsNoSession = "choosing-ends-no-session",
    /// A session ends with nothing but Sign Out.
    SessionsNeverEnd = "sessions-never-end",
    /// Who signs in keeps the session that their browser showed.
    SessionsAreAdopted = "sessions-are-adopted",
    /// An application that asks for the password opens without.
    ApplicationsOpenUnasked = "applications-open-unasked",
    /// A username is taken as it comes, not in its canonical form.
    NamesAreTakenAsTheyCome = "names-are-taken-as-they-come",
    /// A first name may be anything, a link among others.
    NamesMayBeLinks = "names-may-be-links",
    /// An address may have lines.
    AddressesTakeLines = "addresses-take-lines",
    /// A password may be of any length.
    LongPasswordsAreTaken = "long-passwords-are-taken",
    /// A token is stored as it is.
    TokensAreKept = "tokens-are-kept",
    /// Only four bytes of what is random are.
    LuckRunsOut = "luck-runs-out",
    /// A password counts up to its 72nd byte, as with bcrypt.
    PasswordsAreCut = "passwords-are-cut",
    /// Links lead to wherever the request said that the portal is.
    LinksFollowTheHost = "links-follow-the-host",
    /// A username goes into a statement as it is.
    NamesGoIntoSql = "names-go-into-sql",
    /// A mail server that offers no encryption is spoken to in clear.
    MailFallsBackToPlain = "mail-falls-back-to-plain",
    /// Pages and letters show as markup what is text.
    NothingIsEscaped = "nothing-is-escaped",
    /// A head of any size is read.
    HeadsHaveNoEnd = "heads-have-no-end",
    /// Anybody's `X-Forwarded-For` is believed.
    ForwardedIsBelieved = "forwarded-is-believed",
    /// A body of any size is read.
    BodiesHaveNoEnd = "bodies-have-no-end",
    /// Redirects lead to wherever the request said that the portal is.
    RedirectsFollowTheHost = "redirects-follow-the-host",
    /// Of a field that comes twice, the last one counts.
    LastFieldWins = "last-field-wins",
    /// A field is the same with brackets behind its name.
    BracketsDoNotMatter = "brackets-do-not-matter",
    /// Text is read as a form.
    AnyTypeIsAForm = "any-type-is-a-form",
    /// A name that looks like another one is that one.
    LookAlikesAreOne = "look-alikes-are-one",
    /// Pages may be kept by caches.
    PagesMayBeKept = "pages-may-be-kept",
    /// Other sites are told where somebody came from.
    ReferrersTellAll = "referrers-tell-all",
    /// The log has every path.
    LogsTellPaths = "logs-tell-paths",
    /// Signing out only takes the cookie.
    SignOutForgetsNothing = "sign-out-forgets-nothing",
    /// The answer to a reset request tells whether the user exists.
    RequestsTellWhoExists = "requests-tell-who-exists",
    /// The answer to a refused sign-in tells whether the user exists.
    SignInsTellWhoExists = "sign-ins-tell-who-exists",
    /// Forms are taken from any site.
    AnySiteMayPost = "any-site-may-post",
    /// Signed-in forms are taken without the token of their session.
    FormTokensDoNotMatter = "form-tokens-do-not-matter",
    /// Any site may frame the pages.
    AnyoneMayFrame = "anyone-may-frame",
    /// Opening a link follows it.
    OpeningFollows = "opening-follows",
    /// After Sign In anything may come next.
    NextLeadsAnywhere = "next-leads-anywhere",
    /// A request for a name that begins with `known` takes 100 µs longer.
    KnownNamesTakeLonger = "known-names-take-longer",
}

impl Defect {
    /// The one of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|defect| defect.name() == name)
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(not(feature = "planted-defects"))]
mod planted {
    use super::Defect;

    /// Never: this build has no defects to plant.
    pub const fn is_planted(_: Defect) -> bool {
        false
    }
}

#[cfg(feature = "planted-defects")]
mod planted {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::Defect;

    const NONE: u8 = u8::MAX;
    static PLANTED: AtomicU8 = AtomicU8::new(NONE);

    /// Plants a defect in this process, in the place of the one before; with `None` it is sound again.
    pub fn plant(defect: Option<Defect>) {
        PLANTED.store(defect.map_or(NONE, |defect| defect as u8), Ordering::Relaxed);
    }

    /// Whether this process has no defect.
    pub fn is_sound() -> bool {
        PLANTED.load(Ordering::Relaxed) == NONE
    }

    /// Whether this process has this defect.
    pub fn is_planted(defect: Defect) -> bool {
        PLANTED.load(Ordering::Relaxed) == defect as u8
    }
}

pub use planted::*;
