// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#endif

/// The one moment that a series carries everywhere.
public struct PatchDate: Sendable, Hashable {
    public var seconds: Int
    /// As in a mail: "+0200".
    public var zone: String

    public init(seconds: Int, zone: String = "+0000") {
        self.seconds = seconds
        self.zone = zone
    }

    /// What `SOURCE_DATE_EPOCH` asks for, else this moment.
    public static func current(sourceDateEpoch: String?) throws(PatchError) -> PatchDate {
        if let text = sourceDateEpoch, !text.isEmpty {
            guard let seconds = Int(text), seconds >= 0, seconds < 1 << 40 else {
                throw PatchError("SOURCE_DATE_EPOCH=\(text): not a number of seconds since 1970")
            }
            return PatchDate(seconds: seconds)
        }
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        let minutes = abs(parts.tm_gmtoff) / 60
        let digits = String(minutes / 60 * 100 + minutes % 60)
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        return PatchDate(seconds: now, zone: (parts.tm_gmtoff < 0 ? "-" : "+") + padding + digits)
    }

    /// As git reads and writes it.
    var git: String { "\(seconds) \(zone)" }

    /// Fourteen digits, in UTC.
    var digits: String {
        var moment = time_t(seconds)
        var parts = tm()
        gmtime_r(&moment, &parts)
        var text = ""
        for (value, width) in [
            (parts.tm_year + 1900, 4), (parts.tm_mon + 1, 2), (parts.tm_mday, 2), (parts.tm_hour, 2),
            (parts.tm_min, 2), (parts.tm_sec, 2),
        ] {
            let digits = String(value)
            text += String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return text
    }
}
