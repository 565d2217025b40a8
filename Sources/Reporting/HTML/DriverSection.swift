// SPDX-License-Identifier: Apache-2.0
import Validation

/// Everything about one driver.
struct DriverSection: Sendable {
    let driver: VerifiedDriver
    let id: String
    private let sources: SourceIndex

    init(_ driver: VerifiedDriver, number: Int) {
        self.driver = driver
        id = "driver\(number)"
        sources = SourceIndex(driver, prefix: id)
    }

    private var verification: Verification { driver.verification }

    var html: HTML {
        let parts: [HTML] = [
            head, unsupported, notCompared, coverage, tolerated, differences, faults, traces,
            SourceSection(sources).html,
        ]
        return """
            <section class="driver" id="\(id)">
            \(HTML(parts.filter { !$0.isEmpty }, separator: "\n"))
            </section>
            """
    }

    // MARK: What came of it

    private var head: HTML {
        let counts = verification.counts
        var facts = [(counts.operations, counts.operations == 1 ? "operation" : "operations")]
        if verification.newLevel != nil { facts.append((counts.equal, "equal")) }
        if counts.failures > 0 { facts.append((counts.failures, "calls failed once each")) }
        if counts.schedules > 0 { facts.append((counts.schedules, "schedules")) }
        let differences = verification.differenceGroups.count
        if verification.newLevel != nil || differences > 0 {
            facts.append((differences, differences == 1 ? "difference" : "differences"))
        }
        facts.append((verification.faults.count, verification.faults.count == 1 ? "fault" : "faults"))
        let items = facts.map { "<li><b>\($0.0)</b> \($0.1)</li>" as HTML }
        return """
            <div class="head"><h2>\(verification.driver)</h2> <span class="levels">\(verification.levels)</span> \
            \(verification.badge)</div>
            <ul class="facts">\(HTML(items))</ul>
            """
    }

    private var unsupported: HTML {
        guard let text = verification.unsupported else { return "" }
        return """
            <h3>Unsupported</h3>
            <p class="note">The model does not know this, so nothing is proven: <code>\(text)</code></p>
            """
    }

    private var notCompared: HTML {
        guard !verification.notCompared.isEmpty else { return "" }
        let items = verification.notCompared.map { "<li>\($0)</li>" as HTML }
        return """
            <details class="tolerated">
            <summary><h3>\(verification.newLevel == nil ? "Not tried" : "Not compared")</h3> \
            \(verification.notCompared.count.of("matter"))</summary>
            <ul>
            \(HTML(items, separator: "\n"))
            </ul>
            </details>
            """
    }

    private var coverage: HTML {
        let all = [(verification.oldCoverage, "old driver"), (verification.newCoverage, "new driver")]
        let items = all.compactMap { coverage, side -> HTML? in
            guard let coverage else { return nil }
            let missing = coverage.neverEntered.joined(separator: ", ")
            let rest = missing.isEmpty ? "" : "; never entered: \(missing)"
            let of = verification.newLevel == nil ? "" : "\(side): "
            return "<li>\(of)\(coverage.covered) of \(coverage.blocks) blocks, \(coverage.percent) %\(rest)</li>"
        }
        let open = verification.unexecuted.map { "<li>changed, but not executed: \($0)</li>" as HTML }
        guard !items.isEmpty else { return "" }
        return "<h3>Coverage</h3>\n<ul class=\"coverage\">\(HTML(items + open, separator: "\n"))</ul>"
    }

    private var tolerated: HTML {
        guard !verification.tolerated.isEmpty else { return "" }
        let rows = verification.tolerated.map { item -> HTML in
            "<tr><td>\(item.rule)</td><td>\(item.title)</td><td class=\"number\">\(item.count)</td></tr>"
        }
        return """
            <details class="tolerated">
            <summary><h3>Tolerated</h3> what the change of level implies, declared by \
            \(verification.tolerated.count.of("rule"))</summary>
            <table>
            <thead><tr><th>rule</th><th>difference</th><th>times</th></tr></thead>
            <tbody>
            \(HTML(rows, separator: "\n"))
            </tbody>
            </table>
            </details>
            """
    }

    private var differences: HTML {
        guard !verification.differences.isEmpty else { return "" }
        let items = verification.differenceGroups.map { FindingCard.html($0) }
        return "<h3>Differences</h3>\n\(HTML(items, separator: "\n"))"
    }

    private var faults: HTML {
        guard !verification.faults.isEmpty else { return "" }
        let items = verification.faults.map { FindingCard.html($0, sources, isAlone: verification.newLevel == nil) }
        return "<h3>Faults</h3>\n\(HTML(items, separator: "\n"))"
    }

    private var traces: HTML {
        guard !verification.oldTrace.isEmpty else { return "" }
        let title = verification.newLevel == nil ? "Trace" : "Traces"
        do throws(TraceError) {
            let rows = try SideBySide(verification).rows
            return "<h3>\(title)</h3>\n\(TraceDiagram(verification, rows).html)"
        } catch {
            return "<h3>\(title)</h3>\n<p class=\"note\">\(String(describing: error))</p>"
        }
    }
}
