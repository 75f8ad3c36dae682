//! The pipe to the client: one JSON message a line.

pub mod message;

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

use rmcp::RoleServer;
use rmcp::model::{ErrorData, JsonRpcMessage, RequestId};
use rmcp::service::{RxJsonRpcMessage, TxJsonRpcMessage};
use rmcp::transport::Transport;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::sync::{Mutex, watch};

use crate::mcp::pipe::message::{Message, is_request, messages, needs_session, opens};

/// The longest message, in bytes. A longer one is refused without being held.
const LONGEST: usize = 16 * 1024 * 1024;

/// How much is read at once, in bytes.
const CHUNK: usize = 64 * 1024;

/// The pipe to the client.
pub struct Pipe<R, W> {
    read: BufReader<R>,
    /// The beginning of a line whose end has not come yet.
    line: Vec<u8>,
    /// The rest of the line is too long, and skipped.
    is_skipping: bool,
    /// Messages of a line that are not handed on yet.
    left: VecDeque<Message>,
    /// The client has said how it speaks: before that it may only ask.
    is_open: bool,
    write: Arc<Mutex<W>>,
    gone: watch::Sender<bool>,
}

/// What was read.
enum Read {
    Line(Vec<u8>),
    TooLong,
    End,
}

impl<R: AsyncRead + Send + Unpin, W: AsyncWrite + Send + Unpin + 'static> Pipe<R, W> {
    pub fn new(read: R, write: W, gone: watch::Sender<bool>) -> Self {
        Self {
            read: BufReader::with_capacity(CHUNK, read),
            line: Vec::new(),
            is_skipping: false,
            left: VecDeque::new(),
            is_open: false,
            write: Arc::new(Mutex::new(write)),
            gone,
        }
    }

    /// Reads a line. If this future is dropped, the next one goes on where it was.
    async fn line(&mut self) -> io::Result<Read> {
        loop {
            let available = self.read.fill_buf().await?;
            if available.is_empty() {
                // The last message may lack its newline.
                let line = std::mem::take(&mut self.line);
                return Ok(if line.is_empty() { Read::End } else { Read::Line(line) });
            }
            let end = memchr::memchr(b'\n', available);
            let taken = end.map_or(available.len(), |end| end + 1);
            let part = available.get(..end.unwrap_or(taken)).unwrap_or_default();
            let is_long = self.line.len() + part.len() > LONGEST;
            let was_skipping = std::mem::replace(&mut self.is_skipping, false);
            if !was_skipping && !is_long {
                self.line.extend_from_slice(part);
            }
            self.read.consume(taken);
            if is_long {
                self.line = Vec::new();
            }
            self.is_skipping = (was_skipping || is_long) && end.is_none();
            if is_long && !was_skipping {
                return Ok(Read::TooLong);
            }
            if end.is_some() && !was_skipping {
                return Ok(Read::Line(std::mem::take(&mut self.line)));
            }
        }
    }

    /// Answers what was no request.
    fn refuse(&self, error: ErrorData, id: Option<RequestId>) {
        // A task of its own is not dropped with this future, so a line is never written in part.
        drop(tokio::spawn(put(Arc::clone(&self.write), JsonRpcMessage::error(error, id), self.gone.clone())));
    }
}

async fn put<W: AsyncWrite + Send + Unpin>(
    write: Arc<Mutex<W>>,
    message: TxJsonRpcMessage<RoleServer>,
    gone: watch::Sender<bool>,
) -> io::Result<()> {
    let mut line = serde_json::to_vec(&message)?;
    line.push(b'\n');
    let mut write = write.lock().await;
    let written = async {
        write.write_all(&line).await?;
        write.flush().await
    };
    written.await.inspect_err(|_| {
        gone.send_replace(true);
    })
}

impl<R: AsyncRead + Send + Unpin, W: AsyncWrite + Send + Unpin + 'static> Transport<RoleServer> for Pipe<R, W> {
    type Error = io::Error;

    fn send(
        &mut self,
        item: TxJsonRpcMessage<RoleServer>,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send + 'static {
        put(Arc::clone(&self.write), item, self.gone.clone())
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleServer>> {
        let mut is_gone = self.gone.subscribe();
        loop {
            while let Some(next) = self.left.pop_front() {
                match next {
                    // A notification or an answer before the first request would end the server.
                    Ok(message) if !self.is_open && !is_request(&message) => {}
                    Ok(message) if !self.is_open && needs_session(&message) => {
                        let why = "the session is not initialized: send initialize first";
                        let id = if let JsonRpcMessage::Request(request) = message { Some(request.id) } else { None };
                        self.refuse(ErrorData::invalid_request(why, None), id);
                    }
                    Ok(message) => {
                        self.is_open |= opens(&message);
                        return Some(message);
                    }
                    Err((error, id)) => self.refuse(error, id),
                }
            }
            let read = tokio::select! {
                read = self.line() => read,
                _ = is_gone.wait_for(|is_gone| *is_gone) => return None,
            };
            match read {
                Ok(Read::Line(line)) => self.left.extend(messages(&line)),
                Ok(Read::TooLong) => {
                    let why = format!("the message is longer than {} MiB, and was skipped", LONGEST >> 20);
                    self.refuse(ErrorData::invalid_request(why, None), None);
                }
                Ok(Read::End) | Err(_) => {
                    self.gone.send_replace(true);
                    return None;
                }
            }
        }
    }

    async fn close(&mut self) -> Result<(), Self::Error> {
        self.gone.send_replace(true);
        self.write.lock().await.flush().await
    }
}
