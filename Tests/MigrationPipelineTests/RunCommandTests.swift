// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import MigrationPipeline

/// A driver of ours whose init, create, remove and exit are executed, without and with each fallible call failing.
@Suite struct RunCommandTests {
    static let architectures = ["x86", "s390"]

    private func run(_ calls: [String], _ architecture: String, fail: [Int] = []) throws -> (
        text: String, status: Int32
    ) {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/machine/run/lake.c").path()
        var command = RunCommand(
            settings: InputSettings(paths: [path], architecture: architecture),
            calls: try calls.map(CallExpression.init), failures: RunCommand.failures(fail))
        command.showsLeaks = true
        let output = try command.run()
        return (String(decoding: output.standardOutput, as: UTF8.self), output.exitStatus)
    }

    private func results(_ text: String) -> [String] { text.matches(of: #/(?m)^-> (.*)$/#).map { String($0.1) } }

    private func isClean(_ text: String) -> Bool {
        !["leak: ", "still registered: ", ": fault: ", ": unsupported: "].contains { text.contains($0) }
    }

    @Test(arguments: architectures)
    func `init, create, remove and exit give what they should and leave nothing`(_ architecture: String) throws {
        let (text, status) = try run(
            [
                "lake_init()", #"lake_create(small{.name="lake-small"}, one)"#,
                #"lake_create(large{.name="lake-large"}, two)"#, #"lake_create(other{.name="pond"}, three)"#,
                #"lake_create(small, three)"#, "lake_remove(one)", "lake_create(small, three)", "lake_remove(three)",
                "lake_remove(two)", "lake_exit()",
            ], architecture)
        #expect(results(text) == ["0", "0", "0", "-22", "-28", "0", "0", "0", "0", "void"])
        #expect(status == 0)
        #expect(isClean(text), "\(text)")
        // The mdev devices have names of their own; the parent is the device that was registered.
        #expect(text.contains("kmsg 6 6d646576-0000-4000-8000-000000000002: 4096 bytes below lake7\n"))
        // The driver core's order: the last reference goes after the unregistering.
        let order = [
            "‘lake7’ is no parent of mdev devices any more", "device ‘lake7’ is unregistered",
            "device ‘lake7’ is released", "kmsg 6 lake7 is free", "class ‘lake’ is destroyed",
        ]
        let places = order.compactMap { text.range(of: $0)?.lowerBound }
        #expect(places.count == order.count)
        #expect(places == places.sorted())
    }

    @Test(arguments: architectures)
    func `each call of init that can fail is undone`(_ architecture: String) throws {
        var failed: [String] = []
        while failed.count < 100 {
            let (text, status) = try run(["lake_init()"], architecture, fail: [failed.count + 1])
            guard let injected = text.firstMatch(of: #/(\w+)\(\) fails \(call/#) else {
                #expect(results(text) == ["0"])
                break
            }
            failed.append(String(injected.1))
            #expect(results(text) == ["-12"])
            #expect(status == 0)
            #expect(isClean(text), "\(text)")
        }
        #expect(
            failed == [
                "alloc_chrdev_region", "cdev_add", "__class_create", "dev_set_name", "device_register",
                "mdev_register_device",
            ])
    }

    @Test(arguments: architectures)
    func `each allocation of create is undone`(_ architecture: String) throws {
        for number in [7, 8] {
            let (text, _) = try run(
                ["lake_init()", #"lake_create(a{.name="lake-small"}, one)"#, "lake_exit()"], architecture,
                fail: [number])
            #expect(results(text) == ["0", "-12", "void"])
            #expect(text.contains("kzalloc() fails (call \(number) of those that can)"))
            #expect(isClean(text), "\(text)")
        }
    }

    @Test func `what is left behind is said where it was allocated`() throws {
        let (text, status) = try run(["lake_init()", #"lake_create(a{.name="lake-small"}, one)"#], "x86")
        #expect(status == 0)
        #expect(text.contains("leak: 16 bytes of heap allocated at lake_create ("))
        #expect(text.contains("still registered: device ‘lake7’\n"))
        #expect(text.contains("still registered: ‘lake7’ as a parent of mdev devices\n"))
    }

    @Test(arguments: architectures)
    func `a reference that nobody has cannot be given back`(_ architecture: String) throws {
        let (text, status) = try run(["lake_init()", "lake_put_twice()"], architecture)
        #expect(status == 1)
        #expect(text.contains(": fault: refcount: put_device() of a device that was not initialised, or whose last"))
        #expect(text.contains("  at lake_put_twice ("))
    }

    /// The model knows driver data, not whether a create succeeded: it does not make up what the mdev core would do.
    @Test func `a parent cannot go while its devices have driver data`() throws {
        let (text, status) = try run(
            ["lake_init()", #"lake_create(a{.name="lake-small"}, one)"#, "lake_exit()"], "x86")
        #expect(status == 2)
        #expect(text.contains("unsupported: mdev_unregister_device() while one has driver data"))
    }

    @Test func `a size that overflows is memory that is not there`() throws {
        let scratch = try LintScratch()
        try scratch.write(
            "main.c",
            """
            void *calloc(unsigned long count, unsigned long size);
            int main(void) { return calloc(1ul << 39, 1ul << 39) == 0 && calloc(1ul << 63, 3) == 0 ? 7 : 0; }
            """)
        let command = RunCommand(
            settings: InputSettings(paths: [scratch.folder + "/main.c"], explicitFlags: ["-w"]),
            calls: [try CallExpression("main()")])
        #expect(try command.run().exitStatus == 7)
    }
}
