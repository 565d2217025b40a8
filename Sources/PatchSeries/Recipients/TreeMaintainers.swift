// SPDX-License-Identifier: Apache-2.0
import SourceText
import ToolCalls

/// Whom a tree names for what a series changes.
public struct TreeMaintainers: Sendable {
    public enum Source: String, Sendable, CaseIterable {
        /// The tree's own `scripts/get_maintainer.pl`; MAINTAINERS where it cannot be run.
        case script
        /// MAINTAINERS, read here: nothing of the tree is executed.
        case file
        case none
    }

    public struct Answer: Sendable {
        public var maintainers: [Maintainer] = []
        /// Lines for people.
        public var notes: [String] = []
    }

    public let root: String
    public let source: Source

    public init(root: String, source: Source) {
        self.root = root
        self.source = source
    }

    public func maintainers(of series: Series) async -> Answer {
        guard source != .none else { return Answer() }
        guard let reading = OwnReading(root: root) else {
            return Answer(notes: ["\(root): no MAINTAINERS here, so it is for you to say who gets the series"])
        }
        let changes = SeriesChanges(series)
        var notes: [String] = []
        if source == .script, FileBytes.exists(root + "/" + GetMaintainer.script) {
            switch await GetMaintainer(root: root).maintainers(of: changes) {
            case .success(let maintainers): return Answer(maintainers: maintainers)
            case .failure(let error): notes.append("\(error.message); MAINTAINERS was read without it")
            }
        }
        return Answer(maintainers: reading.maintainers(of: changes), notes: notes)
    }
}
