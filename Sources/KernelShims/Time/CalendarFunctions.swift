// SPDX-License-Identifier: Apache-2.0
import Machine

/// Times as dates.
enum CalendarFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("time64_to_tm", ["void(i64, i32, ptr)"]) { call throws(Stop) in
            let seconds = Int64(bitPattern: try call.value(0)) + Int64(try call.int(1))
            let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
            let rest = seconds - days * 86_400
            let date = Self.date(days)
            let members: [(String, Int64)] = [
                ("tm_sec", rest % 60), ("tm_min", rest / 60 % 60), ("tm_hour", rest / 3600),
                ("tm_wday", ((days + 4) % 7 + 7) % 7), ("tm_mday", date.day), ("tm_mon", date.month - 1),
                ("tm_year", date.year - 1900), ("tm_yday", date.dayOfYear),
            ]
            for (member, value) in members {
                try call.machine.set(member, of: "tm", at: try call.value(2), UInt64(bitPattern: value))
            }
            return 0
        }
    ]

    /// The date of a day counted from 1970-01-01: years begin in March, so that the odd day is the last.
    static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64, dayOfYear: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayFromMarch = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayFromMarch + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let dayOfYear = dayFromMarch >= 306 ? dayFromMarch - 306 : dayFromMarch + 59 + (isLeap ? 1 : 0)
        return (year, month, dayFromMarch - (153 * part + 2) / 5 + 1, dayOfYear)
    }
}
