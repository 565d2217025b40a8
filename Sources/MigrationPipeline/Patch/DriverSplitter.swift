// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import KernelLevels
import MdevUsage
import MigrationPlanning
import SourceText

/// One change of a driver that is mailed by itself.
struct DriverPatch: Sendable {
    /// What was planned, one after the other.
    struct Change: Sendable {
        var plan: MigrationPlan
        /// The driver before it; the edits of the plan are ranges of this.
        var before: DriverUsage
    }

    var part: SeriesPart
    /// At least one.
    var changes: [Change]
    /// All files that are not as they were before the first patch.
    var files: [String: [UInt8]]

    /// The level that the driver is at before and behind the patch.
    var source: KernelLevel { changes[0].plan.source }
    var target: KernelLevel { changes[changes.count - 1].plan.target }
    /// Whose interfaces it needs.
    var level: KernelLevel { part == .types ? .B0 : target }
    /// The same where it is the first of the driver's patches to do so.
    var need: KernelLevel? { source != target && part != .includes ? level : nil }
}

/// Takes the conversion of one driver apart. What a patch leaves parses clean at its level, and the usual conversion of it
/// ends at the same bytes as that of the whole; where one of both is not so, the change stays in one patch with what
/// follows. Nothing is guessed.
struct DriverSplitter: Sendable {
    let converter: DriverConverter

    private var target: KernelLevel { converter.target }

    /// In the order of the series; the files of the last are those of the conversion.
    func split(_ conversion: DriverConversion) -> [DriverPatch] {
        guard case .converted(let plan) = conversion.outcome, !conversion.files.isEmpty else { return [] }
        let driver = conversion.driver
        var walk = Walk(driver: driver, conversion: conversion, strategy: converter.strategy ?? plan.strategy)
        if isPlain(driver) {
            for part in SeriesPart.allCases where part.isPreparation { prepare(part, &walk) }
        }
        return withReviews(of: plan, walk.patches + convert(walk))
    }

    /// What is to be reviewed is said once, wherever a part of the change has come to stand.
    private func withReviews(of plan: MigrationPlan, _ patches: [DriverPatch]) -> [DriverPatch] {
        let told = patches.flatMap(\.changes).flatMap(\.plan.reviews)
        let missing = plan.reviews.filter { item in
            !told.contains { $0.rule == item.rule && $0.message == item.message }
        }
        var patches = patches
        // What is left of the driver is converted as the whole was; why it is wrapped is known from that.
        for index in patches.indices where patches[index].changes[0].plan.names != nil {
            patches[index].changes[0].plan.obstacle = plan.obstacle
        }
        guard !missing.isEmpty, let place = patches.lastIndex(where: { $0.part == .conversion }) ?? patches.indices.last
        else { return patches }
        patches[place].changes[0].plan.reviews += missing
        return patches
    }

    /// How far it is.
    private struct Walk {
        /// Its usage and level are those of the files.
        var driver: LoadedDriver
        /// What is left to do.
        var conversion: DriverConversion
        let strategy: Strategy?
        var files: [String: [UInt8]] = [:]
        var patches: [DriverPatch] = []
    }

    /// A driver whose text is one for all kernels, and was read as a whole.
    private func isPlain(_ driver: LoadedDriver) -> Bool {
        guard UnreadPlaces(driver).isEmpty, case .asLoaded = VersionedSource(driver: driver, target: target).answer()
        else { return false }
        return true
    }

    // MARK: Before the conversion

    private func prepare(_ part: SeriesPart, _ walk: inout Walk) {
        let planner = PreparationPlanner(strategy: walk.strategy)
        guard let plan = planner.plan(part, walk.driver.usage, from: walk.driver.level, to: target),
            let next = step(plan, walk)
        else { return }
        let change = DriverPatch.Change(plan: plan, before: walk.driver.usage)
        walk.patches.append(DriverPatch(part: part, changes: [change], files: next.files))
        walk.driver = next.driver
        walk.files = next.files
        walk.conversion = next.conversion
    }

    /// The driver behind a plan; nil where that is not right, or leads to another end.
    private func step(
        _ plan: MigrationPlan, _ walk: Walk
    ) -> (driver: LoadedDriver, files: [String: [UInt8]], conversion: DriverConversion)? {
        var files = walk.files
        guard plan.edits.keys.allSatisfy({ walk.conversion.files[$0] != nil }),
            (try? DriverConverter.apply(plan, to: walk.driver, &files)) != nil, files != walk.files,
            let usage = try? DriverLoader.analyse(
                walk.driver.files, setups: walk.driver.setups, level: plan.target, contents: files),
            ResultCheck(target: plan.target).problems(usage, in: walk.driver).isEmpty
        else { return nil }
        var driver = walk.driver
        driver.usage = usage
        driver.level = plan.target
        let rest = converter.attempt(driver, walk.strategy, UnreadPlaces(driver), prepared: files)
        switch rest.outcome {
        case .converted, .nothingToDo: return rest.files == walk.conversion.files ? (driver, files, rest) : nil
        case .refused, .failed: return nil
        }
    }

    // MARK: From the conversion on

    private func convert(_ walk: Walk) -> [DriverPatch] {
        var walk = walk
        let end = walk.conversion.files
        var stages = walk.conversion.stages
        var changes: [DriverPatch.Change] = []
        var patches: [DriverPatch] = []
        while let stage = stages.first {
            walk.driver.usage = stage.usage
            walk.driver.level = stage.plan.source
            if let halfway = halfway(stage, walk) {
                patches.append(halfway.patch)
                walk.files = halfway.patch.files
                stages = halfway.rest
                continue
            }
            stages.removeFirst()
            walk.files = stage.files
            changes.append(DriverPatch.Change(plan: stage.plan, before: stage.usage))
            guard stages.isEmpty || isClean(stage.files, at: stage.plan.target, walk.driver) else { continue }
            patches.append(DriverPatch(part: part(of: changes), changes: changes, files: stage.files))
            changes = []
        }
        guard let last = patches.last else { return patches }
        if last.files == end { return patches }
        guard isClean(last.files, at: target, walk.driver), var change = last.changes.last else {
            patches[patches.count - 1].files = end
            return patches
        }
        change.plan.source = change.plan.target
        change.plan.steps = []
        change.plan.reviews = []
        patches.append(DriverPatch(part: .includes, changes: [change], files: end))
        return patches
    }

    /// A conversion that is all of one kind is that part: a file that has nothing but type attributes.
    private func part(of changes: [DriverPatch.Change]) -> SeriesPart {
        let parts = Set(changes.flatMap(\.plan.steps).map(\.part))
        guard parts == [.types] else { return .conversion }
        return .types
    }

    private func isClean(_ files: [String: [UInt8]], at level: KernelLevel, _ driver: LoadedDriver) -> Bool {
        ResultCheck(target: level).problems(of: files, in: driver).isEmpty
    }

    /// An upgrade over several levels, as far as the first of them that leads to the same end.
    private func halfway(
        _ stage: DriverConversion.Stage, _ walk: Walk
    ) -> (patch: DriverPatch, rest: [DriverConversion.Stage])? {
        guard stage.plan.strategy == nil, !stage.usage.usesOldAPI, !stage.usage.hasOldTypeAttributes else { return nil }
        for level in KernelLevel.way(from: stage.plan.source, to: stage.plan.target).dropFirst().dropLast() {
            guard case .plan(let plan) = UpgradePlanner().plan(stage.usage, from: stage.plan.source, to: level),
                !plan.steps.isEmpty, let next = step(plan, walk)
            else { continue }
            let change = DriverPatch.Change(plan: plan, before: stage.usage)
            return (DriverPatch(part: .conversion, changes: [change], files: next.files), next.conversion.stages)
        }
        return nil
    }
}
