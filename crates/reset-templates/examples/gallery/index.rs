//! The page on which people look at all of it, light beside dark.

use crate::listing::Listing;

/// The whole page; it needs no server.
pub(crate) fn html(listing: &Listing) -> Result<String, serde_json::Error> {
    // A subject, like any text in the listing, could end the script that it stands in.
    let listing = serde_json::to_string(listing)?.replace('<', "\\u003c");
    Ok(include_str!("index.html").replace("LISTING", &listing))
}
