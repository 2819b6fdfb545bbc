//! Durations and moments in words.

use fluent_bundle::FluentArgs;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use time::{Duration, OffsetDateTime};

use crate::catalogue::{Form, Words};
use crate::error::{MessageError, TemplatesError};

/// A moment, for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Moment {
    /// "15:42 on Monday 23 November 2026 (CET)".
    pub(crate) words: String,
    /// As in the attribute `datetime`: `2026-11-23T15:42:00+01:00`.
    pub(crate) machine: String,
}

/// Finds a zone by its IANA name.
pub(crate) fn time_zone(name: &str) -> Result<TimeZone, TemplatesError> {
    TimeZone::get(name).map_err(|_| TemplatesError::UnknownTimeZone { name: name.to_owned() })
}

/// A duration in the largest unit that it is whole in, up to hours: "30 minutes", "90 minutes", "24 hours".
pub(crate) fn duration(words: &Words, duration: Duration) -> Result<String, MessageError> {
    let seconds = duration.whole_seconds();
    let (id, count) = match (seconds % 3600, seconds % 60) {
        (0, _) => ("duration-hours", seconds / 3600),
        (_, 0) => ("duration-minutes", seconds / 60),
        _ => ("duration-seconds", seconds),
    };
    words.say(Form::Text, id, &FluentArgs::from_iter([("count", count)]))
}

/// A moment on the clocks of a zone, to the minute that has begun.
pub(crate) fn moment(words: &Words, zone: &TimeZone, at: OffsetDateTime) -> Result<Moment, MessageError> {
    let timestamp = i32::try_from(at.nanosecond())
        .ok()
        .and_then(|nanosecond| Timestamp::new(at.unix_timestamp(), nanosecond).ok())
        .ok_or(MessageError::OutOfRange)?;
    let zoned = timestamp.to_zoned(zone.clone());
    let mut args = FluentArgs::new();
    args.set("time", format!("{:02}:{:02}", zoned.hour(), zoned.minute()));
    args.set("weekday", zoned.weekday().to_monday_one_offset());
    args.set("day", zoned.day());
    args.set("month", zoned.month());
    args.set("year", zoned.year());
    args.set("zone", zone.to_offset_info(timestamp).abbreviation().to_owned());
    Ok(Moment {
        words: words.say(Form::Text, "instant", &args)?,
        machine: zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    })
}

#[cfg(test)]
mod tests {

    use std::sync::Arc;

    use reset_domain::model::Locale;
    use time::macros::datetime;

    use super::*;
    use crate::catalogue::Catalogues;

    fn english() -> Words {
        Words::new(&Arc::new(Catalogues::embedded().unwrap()), &Locale::english())
    }

    fn said(zone: &str, at: OffsetDateTime) -> String {
        moment(&english(), &time_zone(zone).unwrap(), at).unwrap().words
    }

    #[test]
    fn writes_winter_and_summer_time() {
        let winter = datetime!(2026-11-23 14:42:59 UTC);
        assert_eq!(said("Europe/Berlin", winter), "15:42 on Monday 23 November 2026 (CET)");
        let summer = datetime!(2026-07-05 14:42 UTC);
        assert_eq!(said("Europe/Berlin", summer), "16:42 on Sunday 5 July 2026 (CEST)");
    }

    #[test]
    fn writes_utc() {
        assert_eq!(said("UTC", datetime!(2026-11-23 14:42 UTC)), "14:42 on Monday 23 November 2026 (UTC)");
    }

    #[test]
    fn writes_noon_and_midnight() {
        assert_eq!(said("UTC", datetime!(2026-11-24 12:00 UTC)), "12:00 on Tuesday 24 November 2026 (UTC)");
        assert_eq!(said("UTC", datetime!(2026-11-25 00:00 UTC)), "00:00 on Wednesday 25 November 2026 (UTC)");
    }

    #[test]
    fn crosses_the_year_with_the_zone() {
        let eve = datetime!(2026-12-31 23:30 UTC);
        assert_eq!(said("UTC", eve), "23:30 on Thursday 31 December 2026 (UTC)");
        assert_eq!(said("Europe/Berlin", eve), "00:30 on Friday 1 January 2027 (CET)");
    }

    #[test]
    fn names_every_month() {
        for (month, name) in (1..=12).zip(
            "January February March April May June July August September \
            October November December"
                .split_whitespace(),
        ) {
            let at = datetime!(2026-01-15 12:00 UTC).replace_month(month.try_into().unwrap()).unwrap();
            assert!(said("UTC", at).contains(&format!(" 15 {name} 2026")), "{name}");
        }
    }

    #[test]
    fn writes_moments_for_machines() {
        let zone = time_zone("America/New_York").unwrap();
        let moment = moment(&english(), &zone, datetime!(2026-11-23 14:42 UTC)).unwrap();
        assert_eq!(moment.machine, "2026-11-23T09:42:00-05:00");
    }

    #[test]
    fn writes_durations_with_their_plurals() {
        for (seconds, expected) in [
            (1, "1 second"),
            (90, "90 seconds"),
            (60, "1 minute"),
            (30 * 60, "30 minutes"),
            (90 * 60, "90 minutes"),
            (3600, "1 hour"),
            (24 * 3600, "24 hours"),
            (48 * 3600, "48 hours"),
        ] {
            assert_eq!(duration(&english(), Duration::seconds(seconds)).unwrap(), expected);
        }
    }

    #[test]
    fn refuses_a_zone_that_nobody_knows() {
        assert!(matches!(time_zone("Europe/Nowhere"), Err(TemplatesError::UnknownTimeZone { .. })));
    }
}
