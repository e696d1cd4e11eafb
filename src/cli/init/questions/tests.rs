use super::*;
use std::cell::RefCell;
use std::rc::Rc;

/// What was asked, for whoever wants to read it afterwards.
#[derive(Clone, Default)]
struct Screen(Rc<RefCell<Vec<u8>>>);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_question_is_asked_until_it_is_answered() {
    let screen = Screen::default();
    let mut questions = Questions::of(&b"3\nx\n2\ndollars\nusd\nmaybe\nn\n"[..], screen.clone());
    let mut answers = Answers::default();
    let shown = ["Total: 1.234 | 5.678".to_owned()];
    questions.answer(&Doubt::Decimal { examples: vec!["1.234".to_owned()] }, &shown, &mut answers).unwrap();
    questions.answer(&Doubt::Currency { seen: None }, &[], &mut answers).unwrap();
    assert!(!questions.agreed("Write them?").unwrap());
    assert_eq!(answers.decimal.map(|mark| mark.mark()), Some(','));
    assert_eq!(answers.currency.map(|currency| currency.code()), Some("USD"));
    let wanted = "
the amount \"1.234\" may have decimals or thousands, and no amount in the file shows which
    Total: 1.234 | 5.678
  1  1.234 is 1.234
  2  1.234 is 1234
Which is right? [1-2] Which is right? [1-2] Which is right? [1-2] 
the currency of the amounts is not known
Which currency (a code such as USD)? write a code of ISO 4217, such as USD
Which currency (a code such as USD)? Write them? [y/n] Write them? [y/n] ";
    assert_eq!(String::from_utf8(screen.0.borrow().clone()).unwrap(), wanted);
}

#[test]
fn no_answer_is_no_answer() {
    let mut questions = Questions::of(io::empty(), io::sink());
    assert!(questions.agreed("Write them?").is_err());
    let mut nobody = Questions { asked: None };
    assert_eq!((nobody.agreed("Write them?").unwrap(), nobody.choose("Which?", &[]).unwrap()), (true, None));
}
