//! The dialog at the terminal: the confirmation before money is spent, and the code.

use std::io::{self, BufRead as _, IsTerminal as _};

use anyhow::{Result, bail};
use drift::probe::Spending;

/// The word that confirms the costs.
pub(super) const CONSENT: &str = "spend";
/// How often the command asks again after an invalid code.
const TRIES: usize = 3;

/// A terminal with a person.
pub(super) trait Terminal {
    /// Shows a text.
    fn show(&mut self, text: &str);
    /// Reads a line.
    fn line(&mut self) -> io::Result<String>;
    /// Reads a line that is not shown while it is typed.
    fn hidden_line(&mut self) -> io::Result<String>;
}

/// The terminal that the command was started from.
pub(super) struct Keyboard;

impl Keyboard {
    /// Refuses without a terminal: a pipe that answers `yes` is not consent.
    pub(super) fn open() -> Result<Self> {
        if io::stdin().is_terminal() && io::stderr().is_terminal() {
            return Ok(Self);
        }
        bail!(
            "`--spend` asks for confirmation at a terminal, and there is no terminal: nothing was sent; run \
             the command by hand"
        );
    }
}

impl Terminal for Keyboard {
    fn show(&mut self, text: &str) {
        anstream::eprint!("{text}");
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        Ok(line)
    }

    fn hidden_line(&mut self) -> io::Result<String> {
        rpassword::read_password()
    }
}

/// Prints the costs, and asks for confirmation.
pub(super) fn ask_consent(
    terminal: &mut dyn Terminal,
    spending: &Spending,
    sub_account: &str,
    host: &str,
    free: usize,
    seconds: f64,
) -> Result<()> {
    terminal.show(&format!(
        "This costs money. {host} is asked, and sub-account {sub_account} pays:\n  \
         to        {}, an SMS with a code; the person has to know of it\n  \
         messages  1; {} if the service sends the repeat that comes right after the start\n  \
         session   1, with up to {} wrong codes, verified with the code that you type; that can \
         carry a fee\n  \
         requests  {free} that cost nothing, then up to {}, one after another, {seconds} s at most \
         and the time you need to type\n\
         Type `{CONSENT}` to go on, anything else to send nothing: ",
        spending.masked_number(),
        Spending::MESSAGES,
        Spending::ATTEMPTS,
        Spending::REQUESTS,
    ));
    if terminal.line()?.trim() != CONSENT {
        bail!("nothing was sent");
    }
    Ok(())
}

/// Asks for the code, and ends the verification if there is none.
pub(super) fn ask_code(terminal: &mut dyn Terminal, spending: &mut Spending) {
    for _ in 0..TRIES {
        terminal.show(&format!(
            "The code that {} received, the newer of two (it is not shown; empty to end here): ",
            spending.masked_number()
        ));
        // The responses so far are reported even if no code is entered.
        let code = terminal.hidden_line().unwrap_or_default();
        terminal.show("\n");
        if code.trim().is_empty() {
            break;
        }
        match spending.enter(&code) {
            Ok(()) => return,
            Err(error) => terminal.show(&format!("{error}\n")),
        }
    }
    spending.stop();
}
