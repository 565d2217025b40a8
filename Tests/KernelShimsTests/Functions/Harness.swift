// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

/// One small C program, executed with the kernel's functions.
struct Execution {
    var value: UInt64 = 0
    var fault: Fault?
    var unsupported: String?
    var messages: [String] = []
    var notes: [String] = []
    let kernel: Kernel
    let machine: Machine

    var int: Int32 { Int32(truncatingIfNeeded: value) }
}

enum Architecture: String, CaseIterable, Sendable {
    case x86 = "x86_64-linux-gnu"
    case s390 = "s390x-linux-gnu"
}

/// What all programs start with; CHECK() leaves the program with its own line.
private let prelude = """
    typedef unsigned char u8; typedef unsigned short u16; typedef unsigned int u32; typedef unsigned long u64;
    typedef unsigned long size_t; typedef long ssize_t; typedef unsigned int gfp_t; typedef _Bool bool;
    #define NULL ((void *)0)
    #define GFP_KERNEL 0xcc0
    #define GFP_ATOMIC 0xa20
    #define __GFP_ZERO 0x100
    #define IS_ERR(p) ((unsigned long)(p) >= (unsigned long)-4095)
    #define PTR_ERR(p) ((long)(p))
    #define CHECK(x) do { if (!(x)) return __LINE__; } while (0)
    void *kmalloc(size_t size, gfp_t flags);
    void *kzalloc(size_t size, gfp_t flags);
    void kfree(const void *p);
    size_t strlen(const char *s);
    int strcmp(const char *a, const char *b);
    void *memset(void *p, int c, size_t n);
    void *memcpy(void *to, const void *from, size_t n);
    int memcmp(const void *a, const void *b, size_t n);
    #line 1

    """

/// Compiles and calls `test()`, which is given the addresses of these user buffers.
func execute(
    _ source: String, on architecture: Architecture = .x86, user: [[UInt8]] = [], failing: Set<Int> = [],
    options: KernelOptions = KernelOptions(), prepare: (Kernel) -> Void = { _ in }
) throws -> Execution {
    let (machine, kernel) = try load(source, on: architecture, failing: failing, options: options)
    prepare(kernel)
    var result = Execution(kernel: kernel, machine: machine)
    do {
        var arguments: [UInt64] = []
        for bytes in user {
            let address = try machine.memory.allocate(bytes.count, kind: .user, zeroed: true)
            try machine.memory.write(bytes, at: address, user: true)
            arguments.append(address)
        }
        let address = try #require(machine.address(of: "test"))
        result.value = try machine.invoke(address, arguments)
        try kernel.settle(machine)
    } catch let stop as Stop {
        switch stop {
        case .fault(let fault): result.fault = fault
        case .unsupported(let unsupported): result.unsupported = unsupported.what
        default: throw stop
        }
    }
    machine.tasks.abandonOthers()
    for event in machine.events {
        switch event {
        case .message(let level, let text): result.messages.append("\(level) \(text)")
        case .note(let text): result.notes.append(text)
        default: break
        }
    }
    return result
}

/// Compiles, and calls nothing; the module's name is "pond".
func load(
    _ source: String, on architecture: Architecture = .x86, failing: Set<Int> = [],
    options: KernelOptions = KernelOptions()
) throws -> (machine: Machine, kernel: Kernel) {
    try load(
        [CFile(name: "test.c", module: "pond", source: source)], on: architecture, failing: failing, options: options)
}

/// One of several files of a program.
struct CFile {
    var name: String
    /// KBUILD_MODNAME.
    var module: String
    var source: String
}

func load(
    _ files: [CFile], on architecture: Architecture = .x86, failing: Set<Int> = [],
    options: KernelOptions = KernelOptions()
) throws -> (machine: Machine, kernel: Kernel) {
    var modules: [IRModule] = []
    for file in files {
        let path = "/shim/\(file.name)"
        let arguments = [
            "--target=\(architecture.rawValue)", "-std=gnu11", "-fno-builtin",
            "-DKBUILD_MODNAME=\"\(file.module)\"",
        ]
        let request = EmissionRequest(
            path: path, arguments: arguments, files: [.init(path: path, bytes: Array((prelude + file.source).utf8))])
        modules.append(try IRModule.emit(request))
    }
    let program = try Program.build(modules, interface: KernelFunctions.interface)
    let machine = try Machine(program, failures: FailurePlan(numbers: failing))
    let kernel = Kernel(options: options)
    kernel.attach(to: machine)
    return (machine, kernel)
}

/// What the kernel's log says: level and text.
func messages(_ machine: Machine) -> [String] {
    machine.events.compactMap { event in
        if case .message(let level, let text) = event { "\(level) \(text)" } else { nil }
    }
}

/// A program of checks has to come to its end on both kinds of targets.
func check(
    _ source: String, on architectures: [Architecture] = Architecture.allCases,
    location: SourceLocation = #_sourceLocation
) throws {
    for architecture in architectures {
        let run = try execute(source, on: architecture)
        #expect(
            run.fault?.message == nil, "\(architecture), at \(run.fault?.position?.description ?? "?")",
            sourceLocation: location)
        #expect(run.unsupported == nil, "\(architecture)", sourceLocation: location)
        #expect(run.int == 0, "\(architecture): the check in this line of the program", sourceLocation: location)
    }
}
