// SPDX-License-Identifier: Apache-2.0
import Validation

/// What a cover letter says of drivers that were executed before and after.
struct ProofWords {
    let proof: ConversionProof

    var paragraphs: [String] {
        guard !proof.verifications.isEmpty else { return [] }
        var result = [
            "Each driver was executed before and after on a model of the kernel (mdevport verify): the same operations, "
                + "with each call that can fail failing once, and with operations beside each other on many schedules. "
                + "What user space sees was compared:", table,
        ]
        let shared = proof.verifications.reduce(0) { $0 + $1.faults.count { $0.side == .both } }
        if shared > 0 {
            result.append(
                "\(shared == 1 ? "One fault" : "\(shared) faults") that the drivers had before "
                    + "\(shared == 1 ? "is" : "are") still there; the series does not touch "
                    + "\(shared == 1 ? "it" : "them").")
        }
        return result
    }

    private var table: String {
        var rows = [["driver", "", "operations", "failed calls", "schedules", "blocks reached"]]
        for verification in proof.verifications {
            let counts = verification.counts
            rows.append([
                verification.driver, verification.verdict.rawValue, String(counts.operations),
                String(counts.failures), String(counts.schedules),
                verification.newCoverage.map { "\($0.percent) %" } ?? "",
            ])
        }
        return Columns(rows).text
    }
}
