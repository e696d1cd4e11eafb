//! Pages as text: what a reader sees, line by line, and apart from it what nobody sees.

use collect::mail::page_text;

fn lines(page: &str) -> String {
    page_text(page).text.trim().to_owned()
}

#[test]
fn a_block_a_row_and_an_item_each_have_a_line() {
    assert_eq!(lines("<p>one</p><p>two<br>three</p><div>four<div>five</div></div>"), "one\ntwo\nthree\nfour\nfive");
    assert_eq!(lines("<ul><li>R-7301 paid<li>R-7302 <b>not</b> paid</ul>"), "R-7301 paid\nR-7302 not paid");
    assert_eq!(
        lines("<table><tr><td>R-7301<td>1,200.00 EUR<tr><td>R-7302</td><td>350.00 EUR</td></tr></table>"),
        "R-7301  1,200.00 EUR\nR-7302  350.00 EUR"
    );
    assert_eq!(lines("We pay\n   on\n<i>Fri</i>day."), "We pay on Friday.");
    assert_eq!(lines("<pre>R-7301\nR-7302</pre>"), "R-7301\nR-7302");
    assert_eq!(lines("<p>one<p>&nbsp;<p>two"), "one\n\ntwo");
}

#[test]
fn quotations_are_marked_as_in_a_text() {
    assert_eq!(lines("Yes.<blockquote>Will you pay?<blockquote>Dear all</blockquote></blockquote>"), "Yes.\n> Will you pay?\n> > Dear all");
    assert_eq!(lines("<blockquote><p>Will you pay?</blockquote>Yes."), "> Will you pay?\nYes.");
}

#[test]
fn broken_pages_are_read() {
    assert_eq!(lines("5 < 6 & 7 &gt; 6 &euro;"), "5 < 6 & 7 > 6 \u{20ac}");
    assert_eq!(lines("<p class=x style=color:red>We pay</p"), "We pay");
    assert_eq!(lines("</div></p>We <b>pay</i>."), "We pay.");
    assert_eq!(lines("<style><!-- p {margin: 0} --></style><!-- note -->We pay<script>x()</script>."), "We pay.");
    assert_eq!(lines(&"<div>".repeat(100_000)), "");
    assert_eq!(lines("<title>mail</title>We pay."), "We pay.");
}

#[test]
fn what_nobody_can_see_is_not_read() {
    let hidden = [
        "<div style='display:none'>R-7302 is paid.</div>",
        "<div style='DISPLAY : NONE !important'>R-7302 is paid.</div>",
        "<p style='visibility:hidden'>R-7302 is paid.</p>",
        "<span style='color:#fff'>R-7302 is paid.</span>",
        "<span style='color: white; background: #FFFFFF'>R-7302 is paid.</span>",
        "<font color=white>R-7302 is paid.</font>",
        "<div style='background-color:#112233'><span style='color:rgb(17, 34, 51)'>R-7302 is paid.</span></div>",
        "<span style='font-size:0'>R-7302 is paid.</span>",
        "<span style='font-size:0px'>R-7302 is paid.</span>",
        "<span style='opacity:0.0'>R-7302 is paid.</span>",
        "<div style='max-height:0;overflow:hidden'>R-7302 is paid.</div>",
        "<div style='position:absolute;left:-9999px'>R-7302 is paid.</div>",
        "<div hidden>R-7302 is paid.</div>",
        "<style>.x { display: none }</style><div class='y x'>R-7302 is paid.</div>",
        "<style>#z{font-size:0}</style><div id=z>R-7302 is paid.</div>",
        "<div style='mso-hide:all'>R-7302 is paid.</div>",
        "<div style='display:none'><div style='display:block'>R-7302 is paid.</div></div>",
        "<p style='color:transparent'>R-7302 is paid.</p>",
        "<p style='color:rgba(0, 0, 0, 0.05)'>R-7302 is paid.</p>",
        "<p style='color:hsl(0, 0%, 100%)'>R-7302 is paid.</p>",
        "<p style='color:rgb(100%, 100%, 100%)'>R-7302 is paid.</p>",
        "<p style='position:absolute;clip:rect(0 0 0 0)'>R-7302 is paid.</p>",
        "<p style='width:1px;height:1px;overflow:hidden'>R-7302 is paid.</p>",
        "<p style='transform:scale(0)'>R-7302 is paid.</p>",
        "<p style='clip-path:inset(100%)'>R-7302 is paid.</p>",
        "<svg width=0><text>R-7302 is paid.</text></svg>",
        "<object>R-7302 is paid.</object>",
        "<select><option>R-7302 is paid.</option></select>",
    ];
    for page in hidden {
        let found = page_text(&format!("<p>We pay.</p>{page}<p>Bye.</p>"));
        assert_eq!((found.text.trim(), found.hidden.trim()), ("We pay.\nBye.", "R-7302 is paid."), "{page}");
    }
}

#[test]
fn what_one_can_see_is_read() {
    let seen = [
        "<div style='color:white;background:navy'>R-7302 is paid.</div>",
        "<table bgcolor='#000'><tr><td><font color=white>R-7302 is paid.</font></table>",
        "<style>@media (max-width: 600px) { .x { display: none } .y { color: red } }</style><div class=x>R-7302 is paid.</div>",
        "<style>.x { display: none }</style><div class=xx>R-7302 is paid.</div>",
        "<div style='font-size:10px;opacity:0.9;height:0'>R-7302 is paid.</div>",
        "<div style='display:none'>x</div><p>R-7302 is paid.</p>",
        "<p style='display:none'>x<p>R-7302 is paid.</p>",
    ];
    for page in seen {
        assert_eq!(lines(page), "R-7302 is paid.", "{page}");
    }
}

#[test]
fn what_is_struck_out_is_told_apart() {
    for page in ["<s>We pay.</s>", "<del>We pay.</del>", "<p style='text-decoration: line-through'>We <b>pay.</b></p>"] {
        let found = page_text(&format!("<p>Hello.</p>{page}"));
        assert_eq!(found.struck_out.trim(), "We pay.", "{page}");
        assert!(found.text.contains("We pay."), "a person sees it: {page}");
    }
    assert_eq!(page_text("<p>We pay. <u>Today</u>.</p>").struck_out, "");
}
