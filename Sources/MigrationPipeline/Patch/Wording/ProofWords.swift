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
        let left = proof.verifications.filter { !$0.notCompared.isEmpty }
        if !left.isEmpty {
            let texts = left.flatMap(\.notCompared).map { $0.split(separator: ": ").last.map(String.init) ?? $0 }
            let reasons = texts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            result.append(
                "Not compared was what the kernels do in different ways, whatever the driver does: "
                    + reasons.joined(separator: "; ") + ".")
        }
        let mended = proof.verifications.reduce(0) { $0 + $1.faults.count { $0.side == .old } }
        if mended > 0 {
            result.append(
                "\(mended == 1 ? "One fault" : "\(mended) faults") of the drivers before "
                    + "\(mended == 1 ? "is" : "are") not there any more.")
        }
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
