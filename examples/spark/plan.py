#!/usr/bin/env python3
"""Plans a ledger with Spark, customer by customer, and writes what `collect plan --format jsonl` writes.

    plan.py --invoices FILE --events FILE --workflow FILE --as-of DATE -o FILE [--collect FILE] [--master URL] [--parts N]
"""

import argparse
import csv
import io
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import pyspark
from pyspark import SparkFiles, StorageLevel
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

EVENTS, INVOICES = 0, 1


def read(spark, path):
    """A CSV file as texts, each row with its number in the file.

    A field may hold line breaks, so Spark reads a file in one piece. That is also what makes the numbers those of the file's order.
    """
    rows = spark.read.csv(str(path), header=True, multiLine=True, quote='"', escape='"', encoding="UTF-8", mode="FAILFAST")
    rows = rows.toDF(*[name.strip() for name in rows.columns])
    return rows.select("*", F.monotonically_increasing_id().alias("#row"))


def cell(rows, name):
    """A column without the spaces around its texts, as `collect` reads ids; empty where there is none."""
    return F.trim(F.coalesce(F.col(f"`{name}`"), F.lit(""))) if name in rows.columns else F.lit("")


def of_customers(events, invoices):
    """Every event with the customer it concerns: its invoice's, or else the one it names. Those of unknown invoices go."""
    owners = invoices.select(cell(invoices, "invoice_id").alias("#invoice"), cell(invoices, "customer_id").alias("#owner"))
    invoice = cell(events, "invoice_id")
    customer = F.when(invoice != "", F.col("#owner")).otherwise(cell(events, "customer_id"))
    joined = events.join(owners, invoice == F.col("#invoice"), "left")
    return joined.withColumn("#customer", customer).drop("#invoice", "#owner").where(F.col("#customer") != "")


def parted(invoices, events, count):
    """Both files in one table, all rows of a customer in one part; there first the events, then the invoices, in the files' order."""

    def rows(table, kind, columns):
        cells = [F.coalesce(F.col(f"`{name}`"), F.lit("")) for name in columns]
        return table.select("#customer", F.lit(kind).alias("kind"), "#row", F.array(*cells).alias("cells"))

    names = [[name for name in table.columns if name != "#row"] for table in (events, invoices)]
    events = rows(of_customers(events, invoices), EVENTS, names[EVENTS])
    invoices = rows(invoices.withColumn("#customer", cell(invoices, "customer_id")), INVOICES, names[INVOICES])
    table = events.union(invoices).repartition(count, "#customer").sortWithinPartitions("kind", "#row")
    return table, names


def csv_line(cells):
    out = io.StringIO()
    # All in quotation marks: Python leaves a lone carriage return without them.
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return out.getvalue().encode()


def planner(names, program, workflow, as_of):
    """What a worker does with a part: its events into a file, its invoices through `collect`, and out come the plan's lines."""

    def plan(rows):
        with tempfile.TemporaryDirectory() as folder:
            # A project file that says nothing: `collect` looks for one above its folder, too, and must not find somebody's.
            Path(folder, "collect.yaml").write_text("{}\n")
            with open(Path(folder, "events"), "wb") as events:
                events.write(csv_line(names[EVENTS]))
                for kind, group in itertools.groupby(rows, key=lambda row: row.kind):
                    lines = (csv_line(row.cells) for row in group)
                    if kind == EVENTS:
                        events.writelines(lines)
                    else:
                        events.close()
                        yield from through_collect(folder, lines)

    def through_collect(folder, lines):
        command = [SparkFiles.get(program), "plan", "-q", "-C", folder, "--invoices", "-", "--events", "events"]
        command += ["--workflow", SparkFiles.get(workflow), "--as-of", as_of, "--format", "jsonl"]
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=errors)
            try:
                with process.stdin as pipe:
                    pipe.write(csv_line(names[INVOICES]))
                    pipe.writelines(lines)
            except BrokenPipeError:
                pass  # It ended early, and says why.
            if process.wait() != 0:
                errors.seek(0)
                raise RuntimeError(f"collect ended with {process.returncode}: {errors.read().decode()}")
            out.seek(0)
            for line in out:
                yield line.decode().removesuffix("\n")

    return plan


def place(line):
    """Where a line of a plan stands among those of all parts: the rules by which `collect` ranks."""
    row = json.loads(line)
    overdue_first = row["days_past_due"] <= 0
    most = (-Decimal(row["score"]), -row["days_past_due"])
    return (row["currency"], overdue_first, *most, row["invoice_id"], row["scheduled_on"], row["action_id"])


def with_rank(rank, line):
    """The line as it is, but for its rank: not parsed and written again, for that might change a byte."""
    head = re.match(r'\{"rank":\d+,', line)
    return f'{{"rank":{rank},{line[head.end() :]}\n'


def refuse_repeated_ids(invoices):
    """One `collect` would see that an invoice is there twice; two would not, were the rows two customers'."""
    repeated = invoices.groupBy(cell(invoices, "invoice_id").alias("id")).count().where("count > 1").first()
    if repeated is not None:
        sys.exit(f"error: the invoice {repeated.id} is there {repeated['count']} times")


def session(arguments):
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if arguments.master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    spark = SparkSession.builder.appName("collect").master(arguments.master)
    quiet = {"spark.ui.enabled": "false", "spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false"}
    spark = spark.config(map=quiet | {"spark.sql.shuffle.partitions": str(arguments.parts)}).getOrCreate()
    # Workers need nothing installed: Spark takes the program and the workflow along.
    for file in (arguments.collect, arguments.workflow):
        spark.sparkContext.addFile(str(Path(file).resolve()))
    return spark


def stop(spark):
    # A local cluster leaves what it was sent, the program for each worker, beside Spark itself.
    left = Path(os.environ.get("SPARK_HOME") or Path(pyspark.__file__).parent, "work", spark.sparkContext.applicationId)
    spark.stop()
    shutil.rmtree(left, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for option in ("--invoices", "--events", "--workflow", "--as-of"):
        parser.add_argument(option, required=True)
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--collect", default=shutil.which("collect"), help="the program; the one on the PATH")
    parser.add_argument("--master", default="local-cluster[2,1,1024]", help="two workers of their own, on this machine")
    parser.add_argument("--parts", type=int, default=4)
    arguments = parser.parse_args()
    if arguments.collect is None:
        parser.error("there is no `collect` on the PATH: name it with --collect")
    spark = session(arguments)
    invoices, events = read(spark, arguments.invoices), read(spark, arguments.events)
    refuse_repeated_ids(invoices)
    table, names = parted(invoices, events, arguments.parts)
    program, workflow = Path(arguments.collect).name, Path(arguments.workflow).name
    lines = table.rdd.mapPartitions(planner(names, program, workflow, arguments.as_of))
    # Kept, because sorting looks at all of it twice, and a plan is made once.
    placed = lines.map(lambda line: (place(line), line)).persist(StorageLevel.MEMORY_AND_DISK)
    ranked = placed.sortByKey().values()
    with open(arguments.output, "w", encoding="utf-8", newline="") as out:
        out.writelines(with_rank(rank, line) for rank, line in enumerate(ranked.toLocalIterator(), 1))
    stop(spark)


if __name__ == "__main__":
    main()
