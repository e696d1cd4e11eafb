//! The yardstick for reading: every field of every row is found by the csv crate, on one thread, and nothing is done with it.
//!
//! `bare-read FILE…` prints how many rows and bytes of fields there were.

use csv::{ByteRecord, ReaderBuilder};
use fs_err::File;

fn main() -> Result<(), csv::Error> {
    let (mut rows, mut bytes) = (0_u64, 0_usize);
    for path in std::env::args().skip(1) {
        // Large reads, so that the comparison is not about system calls.
        let mut reader = ReaderBuilder::new().buffer_capacity(1 << 18).from_reader(File::open(path)?);
        let mut record = ByteRecord::new();
        while reader.read_byte_record(&mut record)? {
            rows += 1;
            bytes += record.iter().map(<[u8]>::len).sum::<usize>();
        }
    }
    println!("{rows} rows, {bytes} bytes");
    Ok(())
}
