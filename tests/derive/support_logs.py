"""Figures of a live-chat sample, an incident log and a sample of Twitter threads.

Sources: github pul-khanna/Chat_Data_Analytics@b92440b ("toy dataset", GPL-3), February 2021;
UCI "Incident management process enriched event log" (ServiceNow, an IT company, 2016-17);
"Customer Support on Twitter" (Kaggle, thoughtvector; Oct-Dec 2017), first 5,000 rows.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np

from tests.derive import estimators as est

TWITTER = "data/twitter_twcs_first5000/twcs_first5000_notext.csv.gz"


def chat_figures(shared: Path) -> dict[str, object]:
    """Hour-of-week shape and day-to-day variation of 28 days of chats from Monday 2021-02-01."""
    rows = est.open_rows(shared / "data" / "livechat2021" / "chats.csv.gz")
    monday = datetime(2021, 2, 1)
    moments = [(datetime.fromisoformat(r["ChatStartTime"]) - monday).total_seconds() for r in rows]
    moments_s = np.array([m for m in moments if m >= 0], dtype=np.int64)
    daily = np.bincount(moments_s // est.DAY_S, minlength=28).reshape(4, 7)
    profile = est.pooled_hour_of_week(moments_s, 4)
    return {
        "chats": len(moments_s),
        "profile": (1000 * profile / profile.sum()).tolist(),
        "weekend_share": float(profile[120:].sum() / profile.sum()),
        "day_factor_cv": est.day_factor_cv(daily),
        "day_factor_cv_without_week_level": est.day_factor_cv(
            np.round(daily * (daily.mean() / daily.mean(axis=1, keepdims=True))).astype(np.int64)
        ),
    }


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M")


def incident_figures(shared: Path) -> dict[str, object]:
    """Reassignment, reopening, missed service levels and elapsed hours of 24,918 incidents."""
    rows = est.open_rows(shared / "data" / "uci_incident_log" / "incident_event_log.csv.gz")
    last = {row["number"]: row for row in rows}  # rows of an incident are in order of time
    reassigned = np.array([int(row["reassignment_count"]) for row in last.values()])
    reopened = np.array([int(row["reopen_count"]) > 0 for row in last.values()])
    missed = np.array([row["made_sla"] != "true" for row in last.values()])
    hours = np.array(
        [
            (_moment(row["resolved_at"]) - _moment(row["opened_at"])).total_seconds() / 3600
            if row["resolved_at"] != "?"
            else np.nan
            for row in last.values()
        ]
    )
    waited_for_user = {row["number"] for row in rows if row["ident_state"] == "Awaiting User Info"}
    return {
        "incidents": len(last),
        "reassigned_share": float((reassigned > 0).mean()),
        "reassigned_mean": float(reassigned.mean()),
        "reopened_share": float(reopened.mean()),
        "sla_missed_share": float(missed.mean()),
        "awaited_user_share": len(waited_for_user) / len(last),
        "resolved_within_24h_share": float((hours[~np.isnan(hours)] <= 24).mean()),
        "median_hours": float(np.nanmedian(hours)),
        "median_hours_not_reassigned": float(np.nanmedian(hours[reassigned == 0])),
        "median_hours_reassigned": float(np.nanmedian(hours[reassigned > 0])),
    }


def twitter_figures(shared: Path) -> dict[str, object]:
    """Minutes to a brand's first reply to an opening tweet that got one."""
    rows = est.open_rows(shared / TWITTER)
    opened = {
        row["tweet_id"]: datetime.fromisoformat(row["created_at"])
        for row in rows
        if row["inbound"] == "True" and not row["in_response_to_tweet_id"]
    }
    first: dict[str, datetime] = {}
    for row in rows:
        parent = row["in_response_to_tweet_id"].removesuffix(".0")
        if row["inbound"] == "False" and parent in opened:
            at = datetime.fromisoformat(row["created_at"])
            first[parent] = min(at, first.get(parent, at))
    minutes = np.array([(at - opened[tweet]).total_seconds() / 60 for tweet, at in first.items()])
    return {
        "opening_tweets_with_reply": len(minutes),
        "quantiles_min": {
            str(q): float(np.quantile(minutes, q)) for q in (0.1, 0.25, 0.5, 0.75, 0.9)
        },
        "within_30_min_share": float((minutes <= 30).mean()),
        "within_60_min_share": float((minutes <= 60).mean()),
    }
