//! A mail server that follows a script, and writes down what it was told.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

/// Where in a dialogue something out of the ordinary happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Point {
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// After the final dot.
    Dot,
    Rset,
    Noop,
    Quit,
}

/// What happens there, once.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// What always happens there.
    Usual,
    Say(&'static str),
    SayAndClose(&'static str),
    Close,
    /// No answer, ever.
    Stall,
}

/// How the server is set up.
#[derive(Default)]
pub(crate) struct Setup {
    pub(crate) tls: Option<TlsAcceptor>,
    /// TLS from the first byte, instead of by STARTTLS.
    pub(crate) implicit: bool,
    /// Lines of the answer to EHLO, besides the name.
    pub(crate) offers: Vec<&'static str>,
    pub(crate) acts: Vec<(Point, Vec<Act>)>,
}

/// A letter that the server took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    /// The message, dots unstuffed.
    pub(crate) raw: Vec<u8>,
}

/// What the server has seen so far.
#[derive(Debug, Default, Clone)]
pub(crate) struct Seen {
    pub(crate) connections: usize,
    /// Commands in order, in clear.
    pub(crate) clear: Vec<String>,
    /// Commands in order, encrypted.
    pub(crate) encrypted: Vec<String>,
    pub(crate) taken: Vec<Taken>,
    /// The bytes of the last message as they came, dots still stuffed.
    pub(crate) on_the_wire: Vec<u8>,
    pub(crate) stalled: bool,
    pub(crate) goodbyes: usize,
}

impl Seen {
    /// All commands, in clear or not.
    pub(crate) fn commands(&self) -> Vec<&str> {
        self.clear.iter().chain(&self.encrypted).map(String::as_str).collect()
    }

    /// How often a verb was said.
    pub(crate) fn count(&self, verb: &str) -> usize {
        self.commands().iter().filter(|line| line.starts_with(verb)).count()
    }
}

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    acts: Arc<Mutex<Acts>>,
    seen: watch::Receiver<Seen>,
}

impl Server {
    pub(crate) async fn start(setup: Setup) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (told, seen) = watch::channel(Seen::default());
        let acts = setup.acts.into_iter().map(|(point, acts)| (point, VecDeque::from(acts))).collect();
        let acts = Arc::new(Mutex::new(acts));
        let clerk = Clerk {
            tls: setup.tls,
            implicit: setup.implicit,
            offers: setup.offers,
            acts: Arc::clone(&acts),
            told: Arc::new(told),
        };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                clerk.told.send_modify(|seen| seen.connections += 1);
                tokio::spawn(clerk.clone().receive(stream));
            }
        });
        Self { address, acts, seen }
    }

    /// One that does nothing out of the ordinary except this.
    pub(crate) async fn doing(point: Point, acts: &[Act]) -> Self {
        Self::start(Setup { acts: vec![(point, acts.to_vec())], ..Setup::default() }).await
    }

    /// From now on, also this.
    pub(crate) fn will(&self, point: Point, act: Act) {
        self.acts.lock().unwrap().entry(point).or_default().push_back(act);
    }

    pub(crate) fn seen(&self) -> Seen {
        self.seen.borrow().clone()
    }

    /// Waits until the server has seen something.
    pub(crate) async fn until(&self, wanted: impl FnMut(&Seen) -> bool) {
        self.seen.clone().wait_for(wanted).await.unwrap();
    }
}

type Acts = HashMap<Point, VecDeque<Act>>;

/// Serves connections.
#[derive(Clone)]
struct Clerk {
    tls: Option<TlsAcceptor>,
    implicit: bool,
    offers: Vec<&'static str>,
    acts: Arc<Mutex<Acts>>,
    told: Arc<watch::Sender<Seen>>,
}

trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// One connection.
struct Dialogue {
    clerk: Clerk,
    wire: BufReader<Box<dyn Wire>>,
    encrypted: bool,
    from: String,
    to: Vec<String>,
}

/// The dialogue is over.
struct Over;

impl Clerk {
    async fn receive(self, stream: TcpStream) {
        let (wire, encrypted): (Box<dyn Wire>, _) = match &self.tls {
            Some(tls) if self.implicit => match tls.accept(stream).await {
                Ok(stream) => (Box::new(stream), true),
                Err(_) => return,
            },
            _ => (Box::new(stream), false),
        };
        let mut dialogue = Dialogue {
            clerk: self,
            wire: BufReader::new(wire),
            encrypted,
            from: String::new(),
            to: Vec::new(),
        };
        if dialogue.answer(Point::Greeting, "220 test.example ESMTP").await.is_err() {
            return;
        }
        while dialogue.turn().await.is_ok() {}
    }

    fn next_act(&self, point: Point) -> Act {
        self.acts.lock().unwrap().get_mut(&point).and_then(VecDeque::pop_front).unwrap_or(Act::Usual)
    }
}

impl Dialogue {
    /// One command and its answer.
    async fn turn(&mut self) -> Result<(), Over> {
        let mut line = String::new();
        if self.wire.read_line(&mut line).await.map_err(|_| Over)? == 0 {
            return Err(Over);
        }
        let line = line.trim_end_matches("\r\n").to_owned();
        let encrypted = self.encrypted;
        self.tell(|seen| {
            let commands = if encrypted { &mut seen.encrypted } else { &mut seen.clear };
            commands.push(line.clone());
        });
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" => {
                let offers = self.offers();
                self.answer(Point::Ehlo, &offers).await.map(|_| ())
            }
            "STARTTLS" => self.start_tls().await,
            "AUTH" => self.answer(Point::Auth, "235 2.7.0 welcome").await.map(|_| ()),
            "MAIL" => {
                self.from = line;
                self.to.clear();
                self.answer(Point::Mail, "250 2.1.0 ok").await.map(|_| ())
            }
            "RCPT" => {
                let taken = self.answer(Point::Rcpt, "250 2.1.5 ok").await?;
                self.to.extend(taken.then_some(line));
                Ok(())
            }
            "DATA" => self.data().await,
            "RSET" => self.answer(Point::Rset, "250 2.0.0 ok").await.map(|_| ()),
            "NOOP" => self.answer(Point::Noop, "250 2.0.0 ok").await.map(|_| ()),
            "QUIT" => {
                self.tell(|seen| seen.goodbyes += 1);
                self.answer(Point::Quit, "221 2.0.0 bye").await?;
                Err(Over)
            }
            _ => self.write("500 5.5.1 what?").await,
        }
    }

    fn offers(&self) -> String {
        let starttls = (self.clerk.tls.is_some() && !self.encrypted).then_some("STARTTLS");
        let mut lines = vec!["test.example"];
        lines.extend(self.clerk.offers.iter().copied().chain(starttls));
        let last = lines.len() - 1;
        let numbered = lines.iter().enumerate().map(|(at, line)| {
            let separator = if at == last { ' ' } else { '-' };
            format!("250{separator}{line}")
        });
        numbered.collect::<Vec<_>>().join("\r\n")
    }

    async fn start_tls(&mut self) -> Result<(), Over> {
        if !self.answer(Point::StartTls, "220 2.0.0 go on").await? {
            return Ok(());
        }
        let (placeholder, _) = tokio::io::duplex(1);
        let plain = std::mem::replace(&mut self.wire, BufReader::new(Box::new(placeholder))).into_inner();
        let tls = self.clerk.tls.clone().ok_or(Over)?;
        let stream = tls.accept(plain).await.map_err(|_| Over)?;
        self.wire = BufReader::new(Box::new(stream));
        self.encrypted = true;
        Ok(())
    }

    async fn data(&mut self) -> Result<(), Over> {
        if !self.answer(Point::Data, "354 go on").await? {
            return Ok(());
        }
        let mut wire = Vec::new();
        while !wire.ends_with(b"\r\n.\r\n") {
            if self.wire.read_until(b'\n', &mut wire).await.map_err(|_| Over)? == 0 {
                return Err(Over);
            }
        }
        wire.truncate(wire.len() - 3);
        let raw = unstuffed(&wire);
        self.tell(|seen| seen.on_the_wire = wire);
        let taken = Taken { from: self.from.clone(), to: self.to.clone(), raw };
        // Taken before it is answered: the answer may get lost.
        let act = self.clerk.next_act(Point::Dot);
        if !matches!(act, Act::Say(reply) if !reply.starts_with('2')) {
            self.tell(|seen| seen.taken.push(taken));
        }
        self.perform(act, "250 2.0.0 queued as 4711").await.map(|_| ())
    }

    /// Answers as the script says, else as usual; whether it was a yes.
    async fn answer(&mut self, point: Point, usual: &str) -> Result<bool, Over> {
        let act = self.clerk.next_act(point);
        self.perform(act, usual).await
    }

    async fn perform(&mut self, act: Act, usual: &str) -> Result<bool, Over> {
        match act {
            Act::Usual => self.write(usual).await.map(|()| true),
            // As good as the usual answer where it is of the same class: "2" to RCPT, "3" to DATA.
            Act::Say(reply) => self.write(reply).await.map(|()| reply.get(..1) == usual.get(..1)),
            Act::SayAndClose(reply) => {
                self.write(reply).await?;
                Err(Over)
            }
            Act::Close => Err(Over),
            Act::Stall => {
                self.tell(|seen| seen.stalled = true);
                // Until the other side gives up.
                let mut rest = Vec::new();
                drop(self.wire.read_to_end(&mut rest).await);
                Err(Over)
            }
        }
    }

    async fn write(&mut self, reply: &str) -> Result<(), Over> {
        let wire = self.wire.get_mut();
        wire.write_all(format!("{reply}\r\n").as_bytes()).await.map_err(|_| Over)?;
        wire.flush().await.map_err(|_| Over)
    }

    fn tell(&self, change: impl FnOnce(&mut Seen)) {
        self.clerk.told.send_modify(change);
    }
}

fn unstuffed(wire: &[u8]) -> Vec<u8> {
    let lines = wire.split_inclusive(|byte| *byte == b'\n');
    lines.flat_map(|line| line.strip_prefix(b".").unwrap_or(line)).copied().collect()
}
