//! Devices.

use reset_domain::model::{Device, DeviceDigest, UserId};
use reset_domain::ports::StorageError;

use super::{Table, micros};
use crate::entities::devices::Model;

const TABLE: Table = Table("devices");

pub(crate) fn read(row: &Model) -> Result<Device, StorageError> {
    Ok(Device {
        digest: DeviceDigest::from_bytes(TABLE.digest("digest", &row.digest)?),
        user: UserId::from_uuid(row.user_id),
        expires_at: TABLE.instant("expires_at", row.expires_at)?,
    })
}

pub(crate) fn write(device: &Device) -> Model {
    Model {
        digest: device.digest.as_bytes().to_vec(),
        user_id: device.user.as_uuid(),
        expires_at: micros(device.expires_at),
    }
}
