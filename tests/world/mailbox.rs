//! A mail server on loopback that keeps what it is given, and refuses or hangs up when told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the next mail meets.
#[derive(Debug, Clone, Copy)]
pub enum Trouble {
    /// Its recipient is refused with this status.
    Refused(u16),
    /// It is taken, and the connection ends before the server says so.
    HungUp,
}

/// A mail as it came.
#[derive(Debug, Clone)]
pub struct Letter {
    /// `RCPT TO`
    pub to: String,
    /// Headers and body.
    pub raw: String,
}

impl Letter {
    /// A header's line, without its name; folded lines are joined.
    pub fn header(&self, name: &str) -> String {
        let head = self.raw.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        let found: Vec<&str> = head.lines().filter_map(|l| l.strip_prefix(&format!("{name}: "))).collect();
        assert_eq!(found.len(), 1, "{name} in {head}");
        found[0].to_owned()
    }

    /// Both bodies with quoted-printable taken off.
    pub fn body(&self) -> String {
        let text = self.raw.split_once("\r\n\r\n").unwrap().1.replace("=\r\n", "");
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let Some((first, more)) = rest.split_first() {
            let code = (*first == b'=').then(|| more.get(..2)).flatten();
            let byte = code.and_then(|c| u8::from_str_radix(std::str::from_utf8(c).ok()?, 16).ok());
            bytes.push(byte.unwrap_or(*first));
            rest = if byte.is_some() { &more[2..] } else { more };
        }
        String::from_utf8(bytes).unwrap()
    }
}

/// A running mail server.
pub struct Mailbox {
    /// `smtp://127.0.0.1:PORT`
    pub url: String,
    kept: Arc<Mutex<Vec<Letter>>>,
    troubles: Arc<Mutex<VecDeque<Trouble>>>,
}

impl Mailbox {
    pub async fn start() -> Mailbox {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let (kept, troubles) = (Arc::default(), Arc::default());
        let mailbox = Mailbox { url, kept: Arc::clone(&kept), troubles: Arc::clone(&troubles) };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (kept, troubles) = (Arc::clone(&kept), Arc::clone(&troubles));
                // A client that goes away ends its own conversation only.
                tokio::spawn(async move { talk(stream, &kept, &troubles).await.ok() });
            }
        });
        mailbox
    }

    /// The next mail meets this.
    pub fn trouble(&self, trouble: Trouble) {
        self.troubles.lock().unwrap().push_back(trouble);
    }

    fn taken(&self) -> Vec<Letter> {
        self.kept.lock().unwrap().clone()
    }

    /// What was taken, oldest first, but whether an address is its owner's: who is verified by the test may have been asked
    /// before.
    pub fn letters(&self) -> Vec<Letter> {
        let asks = |letter: &Letter| letter.header("Subject").contains("Is this your address?");
        self.taken().into_iter().filter(|letter| !asks(letter)).collect()
    }

    /// The tokens of the links to this page that went to this address, oldest first.
    pub fn tokens(&self, to: &str, page: &str) -> Vec<String> {
        let theirs = self.taken().into_iter().filter(|letter| letter.to.contains(&format!("<{to}>")));
        let token = |letter: Letter| {
            let (_, rest) =
                letter.body().split_once(&format!("/{page}/")).map(|(a, b)| (a.to_owned(), b.to_owned()))?;
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
            Some(rest[..end.unwrap_or(rest.len())].to_owned())
        };
        theirs.filter_map(token).collect()
    }

    /// The token of the newest of so many links to this page that went to this address.
    pub async fn token(&self, world: &super::World, to: &str, page: &str, links: usize) -> String {
        let ask = || async { self.tokens(to, page) };
        let what = format!("{links} links to {page} for {to}");
        world.until(&what, ask, |tokens| tokens.len() >= links).await.pop().unwrap()
    }

    /// Those with this in their subject.
    pub fn about(&self, subject: &str) -> Vec<Letter> {
        self.taken().into_iter().filter(|l| l.header("Subject").contains(subject)).collect()
    }
}

async fn talk(
    stream: TcpStream,
    kept: &Mutex<Vec<Letter>>,
    troubles: &Mutex<VecDeque<Trouble>>,
) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read);
    write.write_all(b"220 mailbox ready\r\n").await?;
    let mut to = String::new();
    let mut trouble = None;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let word = line.get(..4).unwrap_or_default().to_uppercase();
        let answer = match word.as_str() {
            "EHLO" | "HELO" => "250 mailbox\r\n".to_owned(),
            "MAIL" => "250 ok\r\n".to_owned(),
            "RCPT" => {
                to = line.trim().trim_start_matches("RCPT TO:").to_owned();
                trouble = troubles.lock().unwrap().pop_front();
                match trouble {
                    Some(Trouble::Refused(status)) => format!("{status} not today\r\n"),
                    _ => "250 ok\r\n".to_owned(),
                }
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut raw = String::new();
                loop {
                    let mut line = String::new();
                    lines.read_line(&mut line).await?;
                    if line == ".\r\n" {
                        break;
                    }
                    raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                }
                kept.lock().unwrap().push(Letter { to: to.clone(), raw });
                if matches!(trouble, Some(Trouble::HungUp)) {
                    return Ok(());
                }
                "250 kept\r\n".to_owned()
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "250 ok\r\n".to_owned(),
        };
        write.write_all(answer.as_bytes()).await?;
    }
}
