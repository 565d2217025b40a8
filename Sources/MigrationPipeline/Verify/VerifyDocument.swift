// SPDX-License-Identifier: Apache-2.0
import Validation

/// Verifications for programs. Members may be added under the same `schemaVersion`; it rises when one is renamed, removed or
/// changes its meaning.
struct VerifyDocument: Encodable {
    var schemaVersion = 1
    var tool = "mdevport"
    var version = ToolVersion.text
    /// One for each driver.
    var verifications: [Verification]
    /// What the tool says about its own work.
    var notes: [String]

    init(_ verifications: [Verification], notes: [String]) {
        self.verifications = verifications
        self.notes = notes
    }
}
