//! The mailer obeys the laws of mailers.

use mail_parser::MessageParser;
use reset_domain::mailer_laws;
use reset_domain::ports::Mailer;
use reset_domain::testing::laws::{Arrived, MailerSubject};
use reset_mail_smtp::SmtpMailer;

use super::desk::mailer;
use super::server::{Act, Point, Server, Setup, Taken};

mailer_laws!(Smtp);

/// The mailer and the mail server it hands letters to.
struct Smtp {
    server: Server,
    mailer: SmtpMailer,
}

impl MailerSubject for Smtp {
    async fn fresh() -> Self {
        let server = Server::start(Setup::default()).await;
        let mailer = mailer(&server);
        Self { server, mailer }
    }

    fn mailer(&self) -> &dyn Mailer {
        &self.mailer
    }

    async fn arrived(&self) -> Vec<Arrived> {
        self.server.seen().taken.iter().map(arrived).collect()
    }

    async fn refuse_next(&self) {
        self.server.will(Point::Dot, Act::Say("550 5.7.1 listed: bcdfghjkmnpqrstv"));
    }
}

fn arrived(taken: &Taken) -> Arrived {
    let to = taken.to.iter().map(|to| to.trim_start_matches("RCPT TO:<").trim_end_matches('>')).collect();
    let text = MessageParser::default().parse(&taken.raw).unwrap().body_text(0).unwrap().into_owned();
    Arrived { to, text }
}
