//! A story as text: what it is about, the files of a project, and what is expected of its days.

use collect::calendar::Day;
use std::fmt;

const FILES: [&str; 4] = ["workflow.yaml", "collect.yaml", "invoices.csv", "events.csv"];

/// A story file.
pub struct StoryText {
    about: String,
    /// First the files, then the expectations.
    pub sections: Vec<Section>,
}

/// A heading and what stands below it.
#[derive(Clone)]
pub struct Section {
    pub heading: String,
    pub body: String,
}

/// What an expectation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// What reading the files finds.
    Reading,
    /// What is due on a day.
    Plan(Day),
    /// What must wait on a day.
    Withheld(Day),
    /// Where every invoice stands on a day.
    Status(Day),
    /// What the engine warns of on a day.
    Warnings(Day),
}

impl StoryText {
    /// Splits a story at its headings.
    pub fn parse(text: &str) -> Result<StoryText, String> {
        let mut about = String::new();
        let mut sections: Vec<Section> = Vec::new();
        for line in text.lines() {
            if let Some(heading) = line.strip_prefix("# ") {
                let section = Section { heading: heading.to_owned(), body: String::new() };
                if !FILES.contains(&heading) {
                    section.told().ok_or_else(|| format!("no story has a section {heading:?}"))?;
                } else if sections.iter().any(|before| before.told().is_some() || before.heading == heading) {
                    return Err(format!("{heading} stands twice, or after what is expected"));
                }
                sections.push(section);
                continue;
            }
            let body = sections.last_mut().map_or(&mut about, |section| &mut section.body);
            *body += line;
            *body += "\n";
        }
        let story = StoryText { about, sections };
        if story.about.trim().is_empty() || story.expectations().next().is_none() {
            return Err("a story says what it shows, and expects something".to_owned());
        }
        Ok(story)
    }

    /// The text of a file of the project, if the story has it.
    pub fn file(&self, name: &str) -> Option<&str> {
        self.sections.iter().find(|section| section.heading == name).map(|section| section.body.as_str())
    }

    /// What is expected.
    pub fn expectations(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.told().is_some())
    }
}

impl fmt::Display for StoryText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.about.trim())?;
        for section in &self.sections {
            write!(f, "\n# {}\n{}\n", section.heading, section.body.trim_end())?;
        }
        Ok(())
    }
}

impl Section {
    /// What is expected here; nothing for a file.
    pub fn told(&self) -> Option<Told> {
        let Some((what, day)) = self.heading.split_once(" as of ") else {
            return (self.heading == "reading").then_some(Told::Reading);
        };
        let day = Day::parse(day)?;
        match what {
            "plan" => Some(Told::Plan(day)),
            "withheld" => Some(Told::Withheld(day)),
            "status" => Some(Told::Status(day)),
            "warnings" => Some(Told::Warnings(day)),
            _ => None,
        }
    }

    /// The columns that its first line names.
    pub fn columns(&self) -> Vec<&str> {
        self.body.lines().next().filter(|line| *line != "nothing").map(|line| line.split_whitespace().collect()).unwrap_or_default()
    }

    fn rows(&self) -> Vec<String> {
        self.body.lines().map(cells).filter(|line| !line.is_empty()).collect()
    }

    /// How this differs from what is told, line by line.
    pub fn difference(&self, told: &Section) -> Option<String> {
        let (expected, found) = (self.rows(), told.rows());
        if expected == found {
            return None;
        }
        let same = expected.iter().zip(&found).take_while(|(expected, found)| expected == found).count();
        let mark = |sign: char, rows: &[String]| rows.iter().map(|row| format!("  {sign} {row}\n")).collect::<String>();
        Some(format!("# {}\n{}{}{}", self.heading, mark(' ', &expected[..same]), mark('-', &expected[same..]), mark('+', &found[same..])))
    }
}

/// The cells of a line, however wide the gaps between them are.
fn cells(line: &str) -> String {
    line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("  ")
}
