// SPDX-License-Identifier: Apache-2.0
import Machine

/// debugfs: what drivers make there is known by its address and has to be removed. Nobody reads it.
enum DebugFileFunctions {
    static let all: [KernelFunction] = .table(making, numbers, removing)

    private static let making: [KernelFunction] = .table(
        [
            KernelFunction("debugfs_create_dir", ["ptr(ptr, ptr)"], canFail: true) { call throws(Stop) in
                try call.makeDebugFile(parent: try call.value(1))
            }
        ],
        KernelFunction.named(
            ["debugfs_create_file", "debugfs_create_file_unsafe"], ["ptr(ptr, i16, ptr, ptr, ptr)"], canFail: true
        ) { call throws(Stop) in
            try call.makeDebugFile(parent: try call.value(2))
        },
        KernelFunction.named(["debugfs_create_symlink"], ["ptr(ptr, ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.makeDebugFile(parent: try call.value(1))
        },
        KernelFunction.named(["debugfs_create_devm_seqfile"], ["void(ptr, ptr, ptr, ptr)", "ptr(ptr, ptr, ptr, ptr)"]) {
            call throws(Stop) in
            0
        },
        KernelFunction.named(["debugfs_initialized"], ["i1()"]) { call throws(Stop) in 1 })

    private static let numbers: [KernelFunction] = .table(
        KernelFunction.named(
            [
                "u8", "u16", "u32", "u64", "ulong", "x8", "x16", "x32", "x64", "size_t", "atomic_t", "bool", "str",
                "blob",
            ]
            .map { "debugfs_create_\($0)" }, ["void(ptr, i16, ptr, ptr)", "ptr(ptr, i16, ptr, ptr)"]
        ) { call throws(Stop) in
            try call.makeDebugFile(parent: try call.value(2))
        })

    private static let removing: [KernelFunction] = .table(
        KernelFunction.named(["debugfs_remove", "debugfs_remove_recursive"], ["void(ptr)"]) { call throws(Stop) in
            let (kernel, file) = (try call.kernel, try call.value(0))
            // NULL, or the ERR_PTR() that making it gave.
            if file == 0 || file > UInt64.max - 4095 { return 0 }
            try call.machine.touch(file)
            try kernel.removeDebugFile(file, call.machine)
            return 0
        },
        KernelFunction.named(["debugfs_lookup"], ["ptr(ptr, ptr)"]) { call throws(Stop) in
            try call.debugFile(try call.machine.text(at: try call.value(0)), in: try call.value(1)) ?? 0
        },
        KernelFunction.named(["debugfs_lookup_and_remove"], ["void(ptr, ptr)"]) { call throws(Stop) in
            let file = try call.debugFile(try call.machine.text(at: try call.value(0)), in: try call.value(1))
            if let file { try call.kernel.removeDebugFile(file, call.machine) }
            return 0
        })
}

/// A file or folder of debugfs.
struct DebugFile {
    var name: String
    /// 0: the top.
    var parent: UInt64
}

extension KernelCall {
    fileprivate func debugFile(_ name: String, in parent: UInt64) throws(Stop) -> UInt64? {
        try kernel.debugFiles.first { $0.value.name == name && $0.value.parent == parent }?.key
    }

    /// Nobody has to look at the result: under an ERR_PTR() nothing is made.
    fileprivate func makeDebugFile(parent: UInt64) throws(Stop) -> UInt64 {
        try mightSleep()
        if parent > UInt64.max - 4095 { return parent }
        if parent != 0 { try machine.touch(parent) }
        if mustFail { return .errorPointer(.ENOMEM) }
        let name = try machine.text(at: try value(0))
        if try debugFile(name, in: parent) != nil { return .errorPointer(.EEXIST) }
        let file = try memory.allocate(8, kind: .opaque, name: name)
        try kernel.debugFiles[file] = DebugFile(name: name, parent: parent)
        return file
    }
}

extension Kernel {
    /// With all that is in it.
    func removeDebugFile(_ file: UInt64, _ machine: Machine) throws(Stop) {
        guard debugFiles.removeValue(forKey: file) != nil else { return }
        for inside in debugFiles.filter({ $0.value.parent == file }).keys.sorted() {
            try removeDebugFile(inside, machine)
        }
        try machine.memory.release(file, accepting: [.opaque], by: "debugfs_remove")
    }
}
