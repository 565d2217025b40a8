// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import MigrationPlanning
import SourceText

/// What becomes of a driver on the kernels of one level.
enum CompatState: String, Sendable, CaseIterable {
    /// No new diagnostics, and nothing is known that would go wrong at run time.
    case builds
    /// No new diagnostics, but the history of the API knows of something that goes wrong at run time.
    case buildsBut = "builds-but"
    /// Does not build; its conversion leaves nothing to review.
    case converts
    case convertsWithReview = "converts-with-review"
    /// Does not build, and its conversion is refused.
    case refused
    /// The driver, or the result of its conversion, does not stand up to the compiler.
    case failed
    /// Does not build, and there is no conversion to this level, or nothing that it could convert.
    case no
}

struct CompatPlace: Sendable, Hashable {
    var path: String
    var position: LineColumn
}

/// One thing to say, and where.
struct CompatReason: Sendable, Hashable {
    var text: String
    var rule: RuleID?
    var place: CompatPlace?
    /// What to do about it, where that is known.
    var advice: String?

    init(_ text: String, rule: RuleID? = nil, place: CompatPlace? = nil, advice: String? = nil) {
        self.text = text
        self.rule = rule
        self.place = place
        self.advice = advice
    }

    init(_ refusal: Refusal) {
        self.init(
            refusal.message, rule: refusal.rule, place: CompatPlace(path: refusal.path, position: refusal.position),
            advice: refusal.advice)
    }
}

/// What `convert` would do at one level.
struct CompatConversion: Sendable {
    /// One of `converts`, `convertsWithReview`, `refused` and `failed`.
    var state: CompatState
    /// Why not; nil where it converts.
    var reason: CompatReason?
    var reviews: [ReviewItem] = []
    var added = 0
    var removed = 0
}

struct CompatCell: Sendable {
    var level: KernelLevel
    var state: CompatState
    /// At least one; the first is what decides.
    var reasons: [CompatReason]
    /// Also for levels where the driver builds as it is, as long as it is of the old API.
    var conversion: CompatConversion?
}

/// The cells of one driver, one for each level asked for.
struct CompatRow: Sendable {
    var name: String
    /// Absolute paths.
    var files: [String]
    /// The level that its diagnostics are compared with.
    var written: KernelLevel
    var cells: [CompatCell]
}
