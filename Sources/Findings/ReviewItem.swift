// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Something that only a person can decide: what, where, why the tool cannot know, and what the choices mean.
public struct ReviewItem: Sendable, Hashable {
    public var rule: RuleID
    public var path: String
    public var position: LineColumn
    public var message: String
    public var reason: String
    public var choices: [String]

    public init(
        rule: RuleID, path: String, position: LineColumn, message: String, reason: String, choices: [String] = []
    ) {
        self.rule = rule
        self.path = path
        self.position = position
        self.message = message
        self.reason = reason
        self.choices = choices
    }
}
