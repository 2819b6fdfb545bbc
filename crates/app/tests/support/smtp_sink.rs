//! A real mail server on loopback that keeps every letter, and misbehaves when told to.

mod dialogue;

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Read};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;

use super::letter::Letter;
use super::patience::PATIENCE;

/// What becomes of one letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Refused for now: 451.
    Later,
    /// Refused for ever: 554.
    Never,
    /// Not kept, and the connection ends without a reply.
    Lost,
    /// Kept, and the connection ends without a reply: delivered, but the sender cannot know.
    Ambiguous,
    /// Kept, and the reply waits until [`SmtpSink::let_go`].
    Held,
}

/// How the server goes wrong at one point of its dialogues, every so many times that it gets there.
/// Where that is before the first letter of a connection, it takes one letter a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// Where: a verb, or [`Manner::GREETING`], [`Manner::LETTER`], [`Manner::KEPT`].
    pub(crate) at: &'static str,
    /// Every how many times.
    pub(crate) every: usize,
    /// How.
    pub(crate) how: Misbehavior,
}

/// What a server does instead of going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misbehavior {
    /// Says this, and goes on with the dialogue; after 421 it hangs up (RFC 5321, section 3.8).
    Say(&'static str),
    /// Hangs up.
    HangUp,
    /// Says nothing until the other side has had enough.
    Stall,
}

impl Manner {
    /// Before the first word.
    pub(crate) const GREETING: &'static str = "greeting";
    /// When the letter has come, before it is kept.
    pub(crate) const LETTER: &'static str = "letter";
    /// When the letter is kept, before that is said.
    pub(crate) const KEPT: &'static str = "kept";
}

/// The mail server.
pub(crate) struct SmtpSink {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Mutex<Option<JoinHandle<()>>>,
}

/// What the server's threads and the test both see.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

/// What has happened, and what is to happen.
#[derive(Default)]
struct State {
    /// Faults to come, one per letter.
    script: VecDeque<Fault>,
    /// Letters that were kept, in the order they came.
    kept: Vec<Letter>,
    /// Letters that were not kept.
    refused: Vec<Letter>,
    /// How many replies wait.
    held: usize,
    away: bool,
    open: Vec<TcpStream>,
    /// How it goes wrong, and how often it got there.
    manner: Option<(Manner, usize)>,
    /// How many letters of each subject were taken out.
    taken: BTreeMap<String, usize>,
}

impl SmtpSink {
    /// Starts one.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let sink = Self {
            address: listener.local_addr().unwrap(),
            shared: Arc::default(),
            listening: Mutex::default(),
        };
        sink.listen(listener);
        sink
    }

    /// Where it is.
    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The next letter that has no fault yet meets this one.
    pub(crate) fn will(&self, fault: Fault) {
        self.shared.state().script.push_back(fault);
    }

    /// How often it has gone wrong in its manner.
    pub(crate) fn faults(&self) -> usize {
        self.shared.state().manner.map_or(0, |(manner, times)| times / manner.every)
    }

    /// From now on it goes wrong in this manner.
    pub(crate) fn behaves(&self, manner: Option<Manner>) {
        self.shared.state().manner = manner.map(|manner| (manner, 0));
    }

    /// The next letters of a subject that nobody has taken, at most so many.
    pub(crate) fn take_some(&self, subject: &str, most: usize) -> Vec<Letter> {
        let mut state = self.shared.state();
        let from = state.taken.get(subject).copied().unwrap_or_default();
        let of_subject = state.kept.iter().filter(|letter| letter.subject() == subject);
        let letters: Vec<Letter> = of_subject.skip(from).take(most).cloned().collect();
        state.taken.insert(subject.to_owned(), from + letters.len());
        letters
    }

    /// Cuts what is open and refuses connections.
    pub(crate) fn go_away(&self) {
        let Some(listening) = self.listening.lock().unwrap().take() else {
            return;
        };
        let open = {
            let mut state = self.shared.state();
            state.away = true;
            std::mem::take(&mut state.open)
        };
        self.shared.changed.notify_all();
        for stream in open {
            // Whoever has gone already is gone.
            let _ = stream.shutdown(Shutdown::Both);
        }
        // Somebody else may have knocked in the meantime, and nobody listens any more.
        let _ = knock(self.address);
        listening.join().unwrap();
    }

    /// Listens again, where it was before.
    pub(crate) fn come_back(&self) {
        self.shared.state().away = false;
        self.listen(TcpListener::bind(self.address).unwrap());
    }

    /// Gives the replies that are held.
    pub(crate) fn let_go(&self) {
        self.shared.state().held = 0;
        self.shared.changed.notify_all();
    }

    /// All letters that were kept, oldest first.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        self.shared.state().kept.clone()
    }

    /// Those to one address, oldest first.
    pub(crate) fn letters_to(&self, address: &str) -> Vec<Letter> {
        self.shared.state().kept_for(address)
    }

    /// The subjects of those to one address, oldest first.
    pub(crate) fn subjects_to(&self, address: &str) -> Vec<String> {
        self.letters_to(address).iter().map(|letter| letter.subject().to_owned()).collect()
    }

    /// Waits for so many letters of a subject to an address; gives them, oldest first.
    pub(crate) fn wait_for(&self, address: &str, subject: &str, count: usize) -> Vec<Letter> {
        let of_subject = |state: &State| {
            let mut letters = state.kept_for(address);
            letters.retain(|letter| letter.subject() == subject);
            letters
        };
        let state = self.wait_until(&format!("{count} × {subject:?} to {address}"), |state| {
            count <= of_subject(state).len()
        });
        of_subject(&state)
    }

    /// Waits for the only letter of a subject to an address.
    pub(crate) fn wait_for_one(&self, address: &str, subject: &str) -> Letter {
        let mut letters = self.wait_for(address, subject, 1);
        assert_eq!(letters.len(), 1, "more than one {subject:?} to {address}");
        letters.remove(0)
    }

    /// Waits until a letter was not kept; gives it.
    pub(crate) fn wait_for_refused(&self) -> Letter {
        let state = self.wait_until("a refused letter", |state| !state.refused.is_empty());
        state.refused.last().unwrap().clone()
    }

    /// Waits until so many replies are held.
    pub(crate) fn wait_for_held(&self, count: usize) {
        drop(self.wait_until("a held reply", |state| count <= state.held));
    }

    fn wait_until(&self, what: &str, fits: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let state = self.shared.state();
        let (state, waited) =
            self.shared.changed.wait_timeout_while(state, PATIENCE, |state| !fits(state)).unwrap();
        if waited.timed_out() {
            let came: Vec<_> =
                state.kept.iter().map(|letter| (letter.subject().to_owned(), letter.to.clone())).collect();
            // Not while the lock is held: the server's threads need it to end.
            drop(state);
            panic!("waited {PATIENCE:?} in vain: {what}; what came: {came:?}");
        }
        state
    }

    fn listen(&self, listener: TcpListener) {
        let shared = Arc::clone(&self.shared);
        let listening = std::thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                let mut state = shared.state();
                if state.away {
                    return;
                }
                state.open.push(stream.try_clone().unwrap());
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || dialogue::hold(stream, &shared));
            }
        });
        *self.listening.lock().unwrap() = Some(listening);
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.go_away();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.changed.notify_all();
    }
}

impl State {
    /// Whether it goes wrong this time, and how.
    fn misbehaves(&mut self, at: &str) -> Option<Misbehavior> {
        let (manner, times) = self.manner.as_mut().filter(|(manner, _)| manner.at == at)?;
        *times += 1;
        times.is_multiple_of(manner.every).then_some(manner.how)
    }

    /// Whether it hangs up after each letter.
    fn takes_one_letter(&self) -> bool {
        self.manner.is_some_and(|(manner, _)| matches!(manner.at, Manner::GREETING | "EHLO"))
    }

    fn kept_for(&self, address: &str) -> Vec<Letter> {
        self.kept.iter().filter(|letter| letter.to.iter().any(|to| to == address)).cloned().collect()
    }
}

/// Connects, and waits until the other side hangs up.
///
/// Who hangs up first keeps the port for a minute: meanwhile the kernel gives it to nobody who asks for any port,
/// only to who asks for this one.
fn knock(address: SocketAddr) -> io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    // How it hung up does not matter.
    let _ = stream.read_to_end(&mut Vec::new());
    Ok(())
}

/// An address with a port that is free, and that nobody else gets while the test wants it; see [`knock`].
pub(crate) fn reserved_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let hanging_up = std::thread::spawn(move || drop(listener.accept().unwrap()));
    knock(address).unwrap();
    hanging_up.join().unwrap();
    address
}
