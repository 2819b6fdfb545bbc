//! One connection to the mail server.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Shutdown, TcpStream};

use super::{Fault, Letter, Manner, Misbehavior, Shared};

/// Talks until one side has enough.
pub(super) fn hold(stream: TcpStream, shared: &Shared) {
    let reader = BufReader::new(stream.try_clone().unwrap());
    let mut dialogue = Dialogue { reader, stream, shared, from: String::new(), to: Vec::new() };
    // A sender that hangs up midway is a sender that hung up.
    let _ = dialogue.talk();
    let _ = dialogue.stream.shutdown(Shutdown::Both);
}

struct Dialogue<'a> {
    reader: BufReader<TcpStream>,
    stream: TcpStream,
    shared: &'a Shared,
    from: String,
    to: Vec<String>,
}

/// Whether there is more to say.
enum Next {
    GoOn,
    HangUp,
}

impl Dialogue<'_> {
    fn talk(&mut self) -> io::Result<()> {
        if let Next::HangUp = self.go_wrong(Manner::GREETING)?.unwrap_or(Next::GoOn) {
            return Ok(());
        }
        self.say("220 sink.example ESMTP")?;
        while let Some(line) = self.line()? {
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match self.go_wrong(&verb)? {
                Some(Next::HangUp) => return Ok(()),
                Some(Next::GoOn) => continue,
                None => {}
            }
            match verb.as_str() {
                "EHLO" => self.say("250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8")?,
                "MAIL" => {
                    (self.from, self.to) = (in_brackets(&line), Vec::new());
                    self.say("250 ok")?;
                }
                "RCPT" => {
                    self.to.push(in_brackets(&line));
                    self.say("250 ok")?;
                }
                "DATA" => {
                    self.say("354 go on")?;
                    if let Next::HangUp = self.take_letter()? {
                        return Ok(());
                    }
                }
                "RSET" | "NOOP" => self.say("250 ok")?,
                "QUIT" => return self.say("221 bye"),
                _ => self.say("502 what?")?,
            }
        }
        Ok(())
    }

    fn take_letter(&mut self) -> io::Result<Next> {
        let mut raw = Vec::new();
        loop {
            match self.line()? {
                None => return Ok(Next::HangUp),
                Some(line) if line == b".\r\n" => break,
                Some(line) => raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line)),
            }
        }
        let letter = Letter::read(self.from.clone(), self.to.clone(), raw);
        if let Some(next) = self.go_wrong(Manner::LETTER)? {
            return Ok(next);
        }
        let mut fault = None;
        self.shared.change(|state| {
            fault = state.script.pop_front();
            match fault {
                Some(Fault::Later | Fault::Never | Fault::Lost) => state.refused.push(letter),
                Some(Fault::Ambiguous | Fault::Held) | None => state.kept.push(letter),
            }
            state.held += usize::from(fault == Some(Fault::Held));
        });
        if fault.is_none()
            && let Some(next) = self.go_wrong(Manner::KEPT)?
        {
            return Ok(next);
        }
        match fault {
            None => {
                self.say("250 kept")?;
                if self.shared.state().takes_one_letter() {
                    return Ok(Next::HangUp);
                }
            }
            Some(Fault::Later) => self.say("451 try again later")?,
            Some(Fault::Never) => self.say("554 never")?,
            Some(Fault::Held) => {
                self.wait_until_let_go();
                self.say("250 kept")?;
            }
            Some(Fault::Lost | Fault::Ambiguous) => return Ok(Next::HangUp),
        }
        Ok(Next::GoOn)
    }

    /// Misbehaves, if it is time to; tells whether the dialogue goes on.
    fn go_wrong(&mut self, at: &str) -> io::Result<Option<Next>> {
        let misbehavior = self.shared.state().misbehaves(at);
        Ok(match misbehavior {
            None => None,
            Some(Misbehavior::Say(reply)) => {
                self.say(reply)?;
                Some(if reply.starts_with("421") { Next::HangUp } else { Next::GoOn })
            }
            Some(Misbehavior::HangUp) => Some(Next::HangUp),
            Some(Misbehavior::Stall) => {
                // Until the other side hangs up; what it says meanwhile is not listened to.
                while self.line()?.is_some() {}
                Some(Next::HangUp)
            }
        })
    }

    fn wait_until_let_go(&self) {
        let state = self.shared.state();
        drop(self.shared.changed.wait_while(state, |state| 0 < state.held && !state.away).unwrap());
    }

    /// A line with its end, or nothing at the end of all.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let count = self.reader.read_until(b'\n', &mut line)?;
        Ok((0 < count).then_some(line))
    }

    fn say(&mut self, line: &str) -> io::Result<()> {
        self.stream.write_all(format!("{line}\r\n").as_bytes())
    }
}

fn in_brackets(line: &str) -> String {
    line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).unwrap().0.to_owned()
}
