//! Reading a file of customers: a row for each.

use super::blocks::RowBlock;
use super::cell::Cells;
use super::column::{Header, InputColumn};
use super::format::Format;
use super::report::Report;
use super::row::{Problem, Row};
use super::rows::{Parts, Rows};
use super::sheet::Sheet;
use crate::finding::{Code, quoted};
use crate::ledger::{CustomerTable, Field};
use std::io::Read;

impl CustomerTable {
    /// All customers of a file, which is no longer compressed, under the name that the user gave. Nothing, and errors in the report, where
    /// its header has not what is needed.
    pub fn read(input: impl Read, file: &str, format: &Format, report: &mut Report) -> Option<CustomerTable> {
        let (sheet, mut blocks) = Sheet::open(input, file, format, report)?;
        let mut layout = CustomerColumns::new(&sheet, format, report)?;
        let mut table = CustomerTable::new(file, layout.texts.iter().map(|(name, _)| name.clone()).collect());
        let (mut block, mut parts, mut problems) = (RowBlock::default(), Parts::default(), Vec::new());
        while blocks.next(&mut block) {
            let broken = Rows::new(&block, &mut parts, format.delimiter, format.encoding).each(|row| {
                sheet.check(&row, &mut problems);
                if problems.is_empty() {
                    layout.add(row, &mut table, &mut problems);
                }
                if !problems.is_empty() {
                    let id = layout.id.cell_alone(&row);
                    if report.skips_bad_rows() && !id.is_empty() {
                        table.add_unread(id);
                    }
                    report.bad_row(&sheet, row.raw, &problems);
                    problems.clear();
                }
            });
            if let Some(broken) = broken.or(block.broken.take()) {
                sheet.broken(broken, report);
                break;
            }
        }
        Some(table)
    }
}

/// Where the columns of a file of customers stand.
struct CustomerColumns {
    id: InputColumn,
    texts: Vec<(String, InputColumn)>,
}

impl CustomerColumns {
    /// Finds the columns; nothing, and errors told, where one is missing.
    fn new(sheet: &Sheet, format: &Format, report: &mut Report) -> Option<CustomerColumns> {
        let mut header = Header::new(sheet, format);
        let id = header.need(Field::CustomerId.name());
        let known = || Field::ALL.into_iter().map(Field::name).filter(|name| CustomerTable::may_fill(name));
        let mut texts: Vec<(String, Option<InputColumn>)> = known().map(|name| (name.to_owned(), header.find(name))).collect();
        let mut named: Vec<&str> = known().chain([Field::CustomerId.name()]).collect();
        for name in format.columns.keys().filter(|name| !named.contains(&name.as_str())).collect::<Vec<_>>() {
            texts.push((name.clone(), header.need(name)));
            named.push(name);
        }
        texts.extend(header.others(&named).into_iter().map(|column| (column.name.clone(), Some(column))));
        header.tell(report).then_some(())?;
        let texts = texts.into_iter().filter_map(|(name, column)| Some((name, column?)));
        Some(CustomerColumns { id: id?, texts: texts.filter(|(name, _)| CustomerTable::may_fill(name)).collect() })
    }

    fn add(&mut self, row: Row<'_>, table: &mut CustomerTable, problems: &mut Vec<Problem>) {
        self.id.prepare(&row);
        let mut cells = Cells { row, problems };
        let Some(id) = cells.filled(&self.id) else { return };
        let texts = self.texts.iter().map(|(_, column)| column.cell(&row));
        if let Err(first) = table.add(id, row.raw.line, texts) {
            let message = format!("customer {} is in the file twice, first on line {first}", quoted(id));
            let hint = "keep one of the rows";
            problems.push(Problem::new(Code::DuplicateCustomer, self.id.field(), message).hint(hint));
        }
    }
}
