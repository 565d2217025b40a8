// SPDX-License-Identifier: Apache-2.0
import Validation

/// A driver that was verified, and the files that it is made of.
public struct VerifiedDriver: Sendable {
    public var verification: Verification
    public var sources: [VerifiedSource]

    public init(_ verification: Verification, sources: [VerifiedSource] = []) {
        self.verification = verification
        self.sources = sources
    }
}

/// Verifications as one page that needs nothing beside itself: no network, no script.
public struct VerificationPage: Sendable {
    public let text: String

    public init(_ drivers: [VerifiedDriver], toolVersion: String) {
        let sections = drivers.enumerated().map { DriverSection($1, number: $0 + 1) }
        let names = drivers.map(\.verification.driver).joined(separator: ", ")
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(names) – mdevport verify</title>
            <style>
            \(PageStyle.sheet)
            </style>
            </head>
            <body>
            \(TraceDiagram.arrows)
            <header class="page"><h1>mdevport verify</h1></header>
            <main>
            \(drivers.count > 1 ? Self.overview(sections) : "")
            \(HTML(sections.map(\.html), separator: "\n"))
            </main>
            <footer>mdevport \(toolVersion). Executed on a model of the kernel; nothing was loaded into a real one.</footer>
            </body>
            </html>

            """
        text = page.markup
    }

    private static func overview(_ sections: [DriverSection]) -> HTML {
        let rows = sections.map { section -> HTML in
            let verification = section.driver.verification
            return """
                <tr><td><a href="#\(section.id)">\(verification.driver)</a></td><td>\(verification.levels)</td>\
                <td>\(verification.badge)</td><td class="number">\(verification.differenceGroups.count)</td>\
                <td class="number">\(verification.faults.count)</td></tr>
                """
        }
        return """
            <table class="overview">
            <thead><tr><th>driver</th><th>levels</th><th>verdict</th><th>differences</th><th>faults</th></tr></thead>
            <tbody>
            \(HTML(rows, separator: "\n"))
            </tbody>
            </table>
            """
    }
}

extension Verification {
    /// "5.10 long-term → 5.15"
    var levels: String { newLevel.map { "\(oldLevel) → \($0)" } ?? oldLevel }

    /// A driver that is looked at by itself has nothing to be equivalent to.
    var verdictText: String { newLevel == nil && verdict == .equivalent ? "no fault" : verdict.rawValue }

    var badge: HTML { "<span class=\"badge \(verdict.rawValue)\">\(verdictText)</span>" }
}
