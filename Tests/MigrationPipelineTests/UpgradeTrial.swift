// SPDX-License-Identifier: Apache-2.0
import Foundation
import KernelLevels
import MigrationPlanning
import SourceText
import Testing

@testable import MigrationPipeline

/// For trying out: MDEVPORT_TRY=path,path MDEVPORT_TRY_KERNEL=tree MDEVPORT_TRY_TO=C0.
@Suite struct UpgradeTrial {
    static let environment = ProcessInfo.processInfo.environment

    @Test(.enabled(if: environment["MDEVPORT_TRY"] != nil)) func trial() throws {
        let paths = (Self.environment["MDEVPORT_TRY"] ?? "").split(separator: ",").map(String.init)
        let target = try #require(KernelLevel.named(Self.environment["MDEVPORT_TRY_TO"] ?? "C0"))
        let settings = InputSettings(
            paths: paths, kernel: Self.environment["MDEVPORT_TRY_KERNEL"],
            architecture: Self.environment["MDEVPORT_TRY_ARCH"])
        for driver in try DriverLoader(settings).load().drivers {
            print("=== \(driver.usage.name) \(driver.level) -> \(target) errors \(driver.errors.prefix(3))")
            let run = try UpgradeRun(driver, to: target)
            switch run.outcome {
            case .nothingToDo: print("nothing to do")
            case .refused(let refusal): print("REFUSED \(refusal) | \(refusal.advice)")
            case .plan(let plan):
                for (path, bytes) in run.files.sorted(by: { $0.key < $1.key }) {
                    let diff = UnifiedDiff.between(driver.contents[path] ?? [], bytes, path: PathText.name(of: path))
                    print(String(decoding: diff, as: UTF8.self))
                }
                for item in plan.reviews { print("REVIEW \(item.rule) \(item.path):\(item.position) \(item.message)") }
                for problem in run.problems { print("PROBLEM \(problem)") }
            }
        }
    }
}
