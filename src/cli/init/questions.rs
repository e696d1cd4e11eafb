//! Questions on a terminal.

use anyhow::{Result, anyhow};
use collect::guess::{Answers, Doubt};
use collect::report::one_line;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};

/// Asks questions on a terminal, if there is one.
pub struct Questions {
    asked: Option<(Box<dyn BufRead>, Box<dyn Write>)>,
}

impl Questions {
    /// Questions are asked only where both standard input and standard error are a terminal.
    pub fn on_a_terminal(wanted: bool) -> Questions {
        let there = wanted && io::stdin().is_terminal() && io::stderr().is_terminal();
        if there { Questions::of(io::stdin(), io::stderr()) } else { Questions { asked: None } }
    }

    fn of(input: impl Read + 'static, out: impl Write + 'static) -> Questions {
        Questions { asked: Some((Box::new(BufReader::new(input)), Box::new(out))) }
    }

    pub fn can_be_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// Is it agreed to? Yes if nobody can be asked: then --yes was given, or there is no terminal.
    pub fn agreed(&mut self, question: &str) -> Result<bool> {
        if self.asked.is_none() {
            return Ok(true);
        }
        loop {
            match self.line(&format!("{question} [y/n] "))?.to_ascii_lowercase().as_str() {
                "y" | "yes" => return Ok(true),
                "n" | "no" => return Ok(false),
                _ => {}
            }
        }
    }

    pub fn choose(&mut self, question: &str, choices: &[String]) -> Result<Option<usize>> {
        if self.asked.is_none() {
            return Ok(None);
        }
        let list: String = choices.iter().enumerate().map(|(place, choice)| format!("  {}  {}\n", place + 1, one_line(choice))).collect();
        self.say(&list)?;
        loop {
            let typed = self.line(&format!("{question} [1-{}] ", choices.len()))?;
            let number = typed.parse::<usize>().ok().filter(|number| (1..=choices.len()).contains(number));
            if let Some(number) = number {
                return Ok(Some(number - 1));
            }
        }
    }

    /// Asks about a doubt until there is an answer, with what it is about before the question.
    pub fn answer(&mut self, doubt: &Doubt, shown: &[String], answers: &mut Answers) -> Result<()> {
        self.say(&format!("\n{}\n", one_line(&doubt.to_string())))?;
        shown.iter().try_for_each(|line| self.say(&format!("    {}\n", one_line(line))))?;
        let choices = doubt.choices();
        if !choices.is_empty() {
            let labels: Vec<String> = choices.iter().map(|(label, _)| label.clone()).collect();
            let chosen = self.choose(doubt.prompt(), &labels)?.and_then(|place| choices.get(place));
            let (_, value) = chosen.ok_or_else(|| anyhow!("there is no terminal for questions"))?;
            return doubt.answer(value, answers).map_err(|why| anyhow!(why));
        }
        loop {
            let typed = self.line(&format!("{} ", doubt.prompt()))?;
            match doubt.answer(&typed, answers) {
                Ok(()) => return Ok(()),
                Err(why) => self.say(&format!("{why}\n"))?,
            }
        }
    }

    fn say(&mut self, text: &str) -> Result<()> {
        let Some((_, out)) = &mut self.asked else { return Ok(()) };
        Ok(out.write_all(text.as_bytes()).and_then(|()| out.flush())?)
    }

    fn line(&mut self, prompt: &str) -> Result<String> {
        self.say(prompt)?;
        let Some((input, _)) = &mut self.asked else { return Err(anyhow!("there is no terminal for questions")) };
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Err(anyhow!("no answer came; nothing was written"));
        }
        Ok(line.trim().to_owned())
    }
}

#[cfg(test)]
mod tests;
