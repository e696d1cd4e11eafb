//! What in a page cannot be seen by whoever reads it.

/// How a text looks, as far as it decides whether one can read it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextLook {
    pub is_hidden: bool,
    pub is_struck_out: bool,
    colour: Colour,
    ground: Colour,
}

type Colour = [u8; 3];

const WHITE: Colour = [255; 3];

impl Default for TextLook {
    fn default() -> TextLook {
        TextLook { is_hidden: false, is_struck_out: false, colour: [0; 3], ground: WHITE }
    }
}

/// How far apart two colours must be, in steps of all three together, to be told apart.
const LEAST_CONTRAST: u16 = 40;

impl TextLook {
    /// That of an element inside of this one.
    pub(super) fn of(self, name: &str, attribute: &dyn Fn(&str) -> Option<String>, hidden: &[String]) -> TextLook {
        let mut look = self;
        look.is_hidden |= attribute("hidden").is_some();
        look.is_struck_out |= matches!(name, "s" | "strike" | "del");
        for (named, mark) in [("class", "."), ("id", "#")] {
            let names = attribute(named).unwrap_or_default().to_ascii_lowercase();
            look.is_hidden |= names.split_whitespace().any(|own| hidden.iter().any(|rule| rule.strip_prefix(mark) == Some(own)));
        }
        look.is_hidden |= hidden.iter().any(|rule| rule == name);
        let colour_of = |named: &str| attribute(named).as_deref().and_then(colour);
        look.ground = colour_of("bgcolor").unwrap_or(look.ground);
        if name == "font" {
            look.colour = colour_of("color").unwrap_or(look.colour);
            look.is_hidden |= attribute("size").is_some_and(|size| size.trim() == "0");
        }
        look.styled(&attribute("style").unwrap_or_default())
    }

    fn styled(mut self, style: &str) -> TextLook {
        for (property, value) in declarations(style) {
            match property.as_str() {
                "color" => {
                    self.is_hidden |= is_transparent(&value);
                    self.colour = colour(&value).unwrap_or(self.colour);
                }
                "background" | "background-color" => {
                    self.ground = value.split_whitespace().find_map(colour).or_else(|| colour(&value)).unwrap_or(self.ground);
                }
                _ => {}
            }
        }
        self.is_hidden |= hides(style);
        self.is_struck_out |=
            declarations(style).any(|(property, value)| property.starts_with("text-decoration") && value.contains("line-through"));
        self
    }

    /// Is the text of the colour of what it stands on?
    pub(super) fn is_unreadable(self) -> bool {
        let apart: u16 = self.colour.iter().zip(self.ground).map(|(text, ground)| u16::from(text.abs_diff(ground))).sum();
        apart < LEAST_CONTRAST
    }
}

fn declarations(style: &str) -> impl Iterator<Item = (String, String)> {
    style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let value = value.to_ascii_lowercase().replace("!important", "");
        Some((property.trim().to_ascii_lowercase(), value.trim().to_owned()))
    })
}

/// Do declarations take a text out of sight?
fn hides(style: &str) -> bool {
    let is_nothing = |value: &str| {
        let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        !digits.is_empty() && digits.chars().all(|c| matches!(c, '0' | '.'))
    };
    let mut clips = false;
    let mut has_no_room = false;
    for (property, value) in declarations(style) {
        match (property.as_str(), value.as_str()) {
            ("display", "none") | ("visibility", "hidden" | "collapse") | ("mso-hide", "all") => return true,
            ("opacity" | "font-size", value) if is_nothing(value) => return true,
            ("font-size", "1px") => return true,
            ("clip", value) if value.starts_with("rect(0") || value.starts_with("rect(1px") => return true,
            ("clip-path", value) if value.starts_with("inset(") || value.starts_with("circle(0") => return true,
            ("transform", value) if value.contains("scale(0") || value.contains("scalex(0") || value.contains("scaley(0") => return true,
            ("content-visibility", "hidden") => return true,
            ("zoom", value) if is_nothing(value) => return true,
            ("overflow", "hidden") => clips = true,
            ("height" | "max-height" | "width" | "max-width", value) if is_nothing(value) || value == "1px" => has_no_room = true,
            ("left" | "top" | "text-indent" | "margin-left", value) if is_far_away(value) => return true,
            _ => {}
        }
    }
    clips && has_no_room
}

fn is_transparent(value: &str) -> bool {
    let inside = value.strip_prefix("rgba(").or_else(|| value.strip_prefix("hsla(")).or_else(|| value.strip_prefix("rgb("));
    let parts: Vec<&str> =
        inside.unwrap_or_default().trim_end_matches(')').split([',', ' ', '/']).filter(|part| !part.is_empty()).collect();
    // `0`, `0.05`, `.0`
    let is_low = |alpha: &str| {
        let digits = alpha.trim_end_matches('%').trim_start_matches('0').trim_start_matches('.');
        digits.is_empty() || digits.starts_with('0')
    };
    value == "transparent" || parts.get(3).is_some_and(|alpha| is_low(alpha))
}

fn is_far_away(value: &str) -> bool {
    let digits: String = value.chars().skip_while(|c| *c == '-').take_while(char::is_ascii_digit).collect();
    value.starts_with('-') && digits.len() >= 3
}

fn colour(value: &str) -> Option<Colour> {
    let value = value.trim().to_ascii_lowercase();
    let numbers = |text: &str| -> Option<Colour> {
        let number = |part: &str| match part.strip_suffix('%') {
            Some(percent) => percent.parse::<u16>().ok().and_then(|percent| u8::try_from(percent.min(100) * 255 / 100).ok()),
            None => part.parse::<u8>().ok(),
        };
        let mut parts = text.split([',', ' ', '/']).filter(|part| !part.is_empty()).map(number);
        Some([parts.next()??, parts.next()??, parts.next()??])
    };
    if let Some(inside) = value.strip_prefix("rgb(").or_else(|| value.strip_prefix("rgba(")) {
        return numbers(inside.trim_end_matches(')'));
    }
    // Only how light it is matters: white on white.
    if let Some(inside) = value.strip_prefix("hsl(").or_else(|| value.strip_prefix("hsla(")) {
        let light = inside.trim_end_matches(')').split([',', ' ', '/']).filter(|part| !part.is_empty()).nth(2)?;
        return numbers(&format!("{light},{light},{light}"));
    }
    let hex = value.strip_prefix('#').or_else(|| Some(value.as_str()).filter(|value| value.len() == 6));
    if let Some(digits) = hex.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        let pair = |place: usize| u8::from_str_radix(digits.get(place..place + 2)?, 16).ok();
        return match digits.len() {
            3 => {
                let mut each = digits.chars().filter_map(|digit| digit.to_digit(16)).filter_map(|digit| u8::try_from(digit * 17).ok());
                Some([each.next()?, each.next()?, each.next()?])
            }
            6 | 8 => Some([pair(0)?, pair(2)?, pair(4)?]),
            _ => None,
        };
    }
    let named = [("white", WHITE), ("snow", [255, 250, 250]), ("ivory", [255, 255, 240]), ("black", [0; 3]), ("red", [255, 0, 0])];
    let grounds = [
        ("silver", [192; 3]),
        ("gray", [128; 3]),
        ("grey", [128; 3]),
        ("blue", [0, 0, 255]),
        ("navy", [0, 0, 128]),
        ("green", [0, 128, 0]),
    ];
    named.into_iter().chain(grounds).find(|(name, _)| *name == value).map(|(_, colour)| colour)
}

/// The classes (`.x`), ids (`#x`) and elements that the page's own style sheets take out of sight.
pub(super) fn hidden_names(page: &str) -> Vec<String> {
    let mut names = Vec::new();
    let lower = page.to_ascii_lowercase();
    let mut rest = lower.as_str();
    while let Some((_, after)) = rest.split_once("<style") {
        let (sheet, after) = after.split_once("</style").unwrap_or((after, ""));
        let rules = sheet.split_once('>').map_or("", |(_, rules)| rules);
        for (selectors, _) in outer_rules(rules).filter(|(_, declared)| hides(declared)) {
            let last = |selector: &str| selector.split_whitespace().next_back().unwrap_or_default().to_owned();
            names.extend(selectors.split(',').map(last).filter(|name| !name.is_empty()));
        }
        rest = after;
    }
    names
}

/// The rules of a style sheet. What holds on narrow screens or on paper only says nothing of what is seen.
fn outer_rules(sheet: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = sheet;
    std::iter::from_fn(move || {
        let (selectors, after) = rest.split_once('{')?;
        let mut depth = 1;
        let ends = after.find(|c: char| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        });
        let (declared, after) = ends.map_or((after, ""), |place| (&after[..place], &after[place + 1..]));
        rest = after;
        Some((selectors.trim(), declared))
    })
    .filter(|(selectors, _)| !selectors.contains('@'))
}
