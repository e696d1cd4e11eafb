use super::*;

#[test]
fn ordinary_text_of_any_script_is_left_alone() {
    for text in ["", "Müller & Söhne", "株式会社", "شركة", "Ñandú 🦤", "e\u{301}"] {
        assert!(matches!(one_line(text), Cow::Borrowed(same) if same == text), "{text}");
    }
}

#[test]
fn what_acts_instead_of_showing_is_made_to_show() {
    for (text, shown) in [
        ("a\u{1b}]0;title\u{7}b", "a�]0;title�b"),
        ("a\u{9b}31mb", "a�31mb"),
        ("gp\u{202e}fdp.exe", "gp�fdp.exe"),
        ("A\u{200b}cme", "A�cme"),
        ("two\r\nlines\tand\rmore", "two lines and more"),
        ("\u{feff}x\u{0}", "�x�"),
    ] {
        assert_eq!(one_line(text), shown);
    }
}
