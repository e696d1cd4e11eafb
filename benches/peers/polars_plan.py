"""The plan by Polars, lazily and with its streaming engine: INVOICES EVENTS AS_OF PLAN. The rules in words are in plan.sql."""

import datetime
import sys

import polars as pl
from polars import col, lit, when

invoices_file, events_file, as_of, plan_file = sys.argv[1:]
AS_OF = lit(datetime.date.fromisoformat(as_of))
STAGES = [("reminder", -5), ("first-overdue", 3), ("second-notice", 14), ("final-notice", 30), ("handoff", 60)]


def days(count):
    return pl.duration(days=count)


def is_type(*names):
    return col("type").is_in(names) if len(names) > 1 else col("type") == names[0]


def latest(column, condition):
    return when(condition).then(column).max()


def cents(column):
    # Exact: amounts of this size have their cents in a float, once they are rounded.
    return (col(column) * 100).round(0).cast(pl.Int64)


text, number = pl.String, pl.Float64
invoices = pl.scan_csv(
    invoices_file, schema_overrides={"due_date": pl.Date, "issue_date": pl.Date, "amount": number, "contact": text}
).select("invoice_id", "customer_id", "customer_name", "due_date", "currency", cents=cents("amount"))

events = pl.scan_csv(
    events_file,
    schema_overrides={"date": pl.Date, "until": pl.Date, "amount": number}
    | dict.fromkeys(("id", "type", "invoice_id", "reason", "channel", "ref", "by", "note"), text),
).filter(col("date") <= AS_OF).unique("id", keep="any").select("date", "type", "invoice_id", "until", "channel", "ref", cents=cents("amount"))

email = col("channel") == "email"
histories = events.group_by("invoice_id").agg(
    paid=when(is_type("payment")).then("cents").sum(),
    disputed=is_type("dispute").sum() > is_type("dispute_resolved").sum(),
    disputed_on=latest("date", is_type("dispute")),
    replied_on=latest("date", is_type("reply")),
    answered_on=latest("date", col("ref") == col("invoice_id") + "/reply/1"),
    blocked_from=latest("date", is_type("promise", "reply")),
    promised=latest("until", is_type("promise")),
    recorded=latest("ref", email),
    mailed_on=latest("date", email & col("ref").is_null()),
)

stage, reached = lit(None, text), lit(None, pl.Int32)
for name, day in STAGES:
    stage = when(col("days_past_due") >= day).then(lit(name)).otherwise(stage)
    reached = when(col("days_past_due") >= day).then(lit(day, pl.Int32)).otherwise(reached)

positions = (
    invoices.join(histories, on="invoice_id", how="left")
    .with_columns(balance=col("cents") - col("paid").fill_null(0), days_past_due=(AS_OF - col("due_date")).dt.total_days())
    .filter(col("balance") > 0)
    .with_columns(
        stage=stage,
        reached=col("due_date") + days(reached),
        disputed=col("disputed").fill_null(False),
        blocked_until=pl.coalesce(col("promised") + days(2), pl.min_horizontal("answered_on", col("replied_on") + days(4))),
    )
    .with_columns(
        blocked=col("disputed") | (col("blocked_until") > AS_OF).fill_null(False),
        free=when((col("reached") >= col("blocked_from")) & (col("reached") < col("blocked_until"))).then("blocked_until").otherwise("reached"),
        touch_id=col("invoice_id") + "/" + col("stage") + "/email/1",
    )
)

sent = (col("recorded") == col("touch_id")).fill_null(False) | (col("mailed_on") >= col("free")).fill_null(False)
# Each position is read once and opened out into its actions.
actions = (
    positions.with_columns(
        kind=pl.concat_list(
            when(col("stage").is_not_null() & ~col("blocked") & ~sent).then(lit("touch")),
            when("disputed").then(lit("dispute")),
            when(col("replied_on").is_not_null() & col("answered_on").is_null()).then(lit("reply")),
        ).list.drop_nulls()
    )
    .filter(col("kind").list.len() > 0)
    .explode("kind")
    .with_columns(
        action_id=when(col("kind") == "touch").then("touch_id").otherwise(col("invoice_id") + "/" + col("kind") + "/1"),
        scheduled_on=when(col("kind") == "touch").then("free").when(col("kind") == "dispute").then("disputed_on").otherwise("replied_on"),
    )
)

actions.sort(
    "currency", col("days_past_due") <= 0, "balance", "days_past_due", "invoice_id", "scheduled_on", "action_id",
    descending=[False, False, True, True, False, False, False],
).select(
    "action_id", "kind", "invoice_id", "customer_id", "customer_name", "currency", col("balance") / 100, "due_date", "days_past_due",
    "scheduled_on",
).sink_csv(plan_file, float_precision=2)
