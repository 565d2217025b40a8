// SPDX-License-Identifier: Apache-2.0

/// The driver's functions that no longer take the mdev.
struct ConvertedHelpers {
    /// Name → position of the mdev among the parameters.
    var positions: [String: Int]
    /// Those that never look at it and lose the parameter altogether.
    var unused: Set<String>
}
