// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Machine
import Testing
import Validation

@testable import MigrationPipeline

/// Locks that the old driver holds and the new one does not, and memory that it asks for in another way.
@Suite struct DriverHabitsTests {
    /// "write count open lock" for each access.
    private func habits(_ lines: String...) -> DriverHabits {
        var execution = MigrationPipeline.Execution(trace: Trace())
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            let access = FieldAccess(
                field: words[1], isWrite: words[0] == "write", locks: Set(words.dropFirst(3)), entry: words[2],
                function: words[2])
            execution.fields[access] = [
                StackFrame(function: words[2], position: SourcePosition(file: "a.c", line: 1, column: 1))
            ]
        }
        var habits = DriverHabits()
        habits.add(execution)
        return habits
    }

    private func compare(_ old: DriverHabits, _ new: DriverHabits, isOld: Bool = true) -> [String] {
        var result = Verification(driver: "a", oldLevel: "", newLevel: "")
        LockComparison(old: old, new: new, isOld: { _ in isOld }, shown: { $0 }).add(to: &result)
        return result.differences.map { "\($0.field ?? "") \($0.kinds[0]): \($0.old[0]), \($0.new[0]), \($0.new[1])" }
    }

    @Test func `a lock that is held at every access, and then is not`() {
        let old = habits("write count open lock", "read count show lock big")
        #expect(
            compare(old, habits("write count open", "read count show lock")) == [
                "count accessed without the lock that the old driver holds: with lock, with no lock, at open (a.c:1:1)"
            ])
        #expect(compare(old, old).isEmpty)
    }

    @Test func `a lock that is held at every write`() {
        let old = habits("write count open lock", "write count close lock", "read count show")
        #expect(
            compare(old, habits("write count open lock", "write count close", "read count show")) == [
                "count written without the lock that the old driver holds: with lock, with no lock, at close (a.c:1:1)"
            ])
        #expect(compare(old, habits("write count open lock", "write count close lock", "read count show")).isEmpty)
    }

    @Test func `what was never locked consistently is no difference`() {
        let old = habits("write count open lock", "write count close", "read count show lock")
        #expect(compare(old, habits("write count open", "write count close", "read count show")).isEmpty)
    }

    @Test func `another lock that is always held is as good`() {
        let old = habits("write count open lock", "read count show lock")
        #expect(compare(old, habits("write count open other", "read count show other")).isEmpty)
        #expect(compare(old, habits("write count open other", "read count show another")).count == 1)
    }

    @Test func `what the old driver has as well and did not get to is no difference`() {
        let old = habits("write count open lock", "read count show lock", "read count close lock")
        let new = habits("write count open lock", "read count show lock", "write count close")
        #expect(compare(old, new).isEmpty)
        #expect(compare(old, new, isOld: false).count == 1)
    }

    @Test func `what is only read, used by one function alone, or gone needs none`() {
        #expect(compare(habits("read a open lock", "read a show lock"), habits("read a open", "read a show")).isEmpty)
        #expect(compare(habits("write a open lock"), habits("write a open")).isEmpty)
        #expect(compare(habits("write a open lock", "read a show lock"), habits("write b open", "read b show")).isEmpty)
    }

    @Test func `memory that is asked for without waiting in an operation where it never was`() {
        func habits(_ operations: String...) -> DriverHabits {
            var execution = MigrationPipeline.Execution(trace: Trace())
            for operation in operations { execution.hurriedAllocations[operation] = [] }
            var habits = DriverHabits()
            habits.add(execution)
            return habits
        }
        func compare(_ old: DriverHabits, _ new: DriverHabits) -> [String?] {
            var result = Verification(driver: "a", oldLevel: "", newLevel: "")
            AllocationComparison(old: old, new: new, shown: { $0 }).add(to: &result)
            return result.differences.map(\.field)
        }
        #expect(compare(habits("ioctl"), habits("create", "ioctl")) == ["create"])
        #expect(compare(habits("ioctl"), habits("ioctl")).isEmpty)
        #expect(compare(habits("ioctl"), habits()).isEmpty)
    }

    // MARK: Of drivers

    private func fields(_ driver: String, against other: String) throws -> [Verification.Difference] {
        let folder = FixtureCase.projectFolder + "/Fixtures/verify"
        var command = VerifyCommand(
            settings: InputSettings(paths: ["\(folder)/\(driver)/turnpike.c"]),
            against: "\(folder)/\(other)/turnpike.c")
        command.options.sweeps = false
        command.options.races = false
        command.options.budget = 40
        return try #require(try command.verify().first).verification.differences.filter { $0.field != nil }
    }

    @Test func `a driver that lost its lock`() throws {
        let found = try fields("mended", against: "racy")
        let cars = try #require(found.first { $0.field == "turnpike_cars" }, "\(found)")
        #expect(cars.kinds == ["written without the lock that the old driver holds"])
        #expect(cars.old.first == "with turnpike_lock", "\(cars)")
        #expect(cars.old.dropFirst().first?.hasPrefix("at turnpike_") == true, "\(cars)")
        #expect(cars.new.first == "with no lock", "\(cars)")
    }

    @Test(arguments: [("mended", "mended"), ("racy", "mended"), ("racy", "racy")])
    func `no lock is lost`(_ driver: String, _ other: String) throws {
        let found = try fields(driver, against: other)
        #expect(found.isEmpty, "\(found)")
    }
}
