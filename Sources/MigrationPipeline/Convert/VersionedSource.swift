// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import KernelLevels
import MdevUsage

/// A driver whose source asks for the kernel's version is converted as the target's compiler sees it: the branch that the
/// target would take is the active one.
struct VersionedSource {
    let driver: LoadedDriver
    let target: KernelLevel

    enum Answer {
        /// The driver does not ask, or the version comes from a tree and is what it is.
        case asLoaded
        /// The branch for the target has nothing of the old API.
        case fits
        /// What the target's branch has to convert, and the level that it was parsed at.
        case convert(DriverUsage, KernelLevel)
    }

    func answer() -> Answer {
        guard asksForVersion, driver.setups.values.allSatisfy({ $0.origin == .bundledHeaders }) else {
            return .asLoaded
        }
        if let usage = parsed(at: target), isDone(usage) { return .fits }
        let level = target.registersParentWithDriver ? (target == .S ? .B0 : KernelLevel.B3) : target
        // A table of before stands in no #if, so what parses may be the branch of a level on the way.
        let way = KernelLevel.way(from: driver.level, to: level).dropFirst()
        for between in way.reversed() where between.order >= KernelLevel.B0.order {
            guard let usage = parsed(at: between), !usage.usesNothing else { continue }
            // Only some of what changed may stand in an #if: the rest is as old as its signatures say.
            let takesKobject = usage.callback("create").map { $0.parameters.count == 2 } ?? false
            return .convert(usage, takesKobject || usage.hasOldTypeAttributes ? driver.level : between)
        }
        return .asLoaded
    }

    private func isDone(_ usage: DriverUsage) -> Bool {
        if usage.usesNothing { return false }
        return !target.bindsDrivers || !(usage.usesOldAPI || usage.hasOldTypeAttributes)
    }

    private var asksForVersion: Bool {
        driver.usage.index.units.contains { unit in
            unit.tree.files.contains { tokens in
                tokens.tokens.indices.contains {
                    tokens.tokens[$0].isInDirective && tokens.token($0, is: "LINUX_VERSION_CODE")
                }
            }
        }
    }

    /// nil where the driver does not parse at a level.
    private func parsed(at level: KernelLevel) -> DriverUsage? {
        guard let usage = try? DriverLoader.analyse(driver.files, setups: driver.setups, level: level) else {
            return nil
        }
        let own = usage.index.units.flatMap { unit in
            unit.errors.filter { unit.tree.tokens(ofFile: $0.path) != nil || $0.path.isEmpty }
        }
        return own.isEmpty ? usage : nil
    }
}
