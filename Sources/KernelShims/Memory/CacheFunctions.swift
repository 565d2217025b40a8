// SPDX-License-Identifier: Apache-2.0
import Machine

/// One `struct kmem_cache`.
struct ObjectCache {
    var name: String
    var size: UInt64
    var alignment: Int
    /// Called for each new object; 0 for none.
    var constructor: UInt64
    var objects: Set<UInt64> = []
}

/// kmem_cache_create() and what works on it.
enum CacheFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("kmem_cache_create", ["ptr(ptr, i32, i32, i32, ptr)"], canFail: true) { call throws(Stop) in
            try call.makeCache(constructor: 4)
        },
        KernelFunction("kmem_cache_create_usercopy", ["ptr(ptr, i32, i32, i32, i32, i32, ptr)"], canFail: true) {
            call throws(Stop) in
            try call.makeCache(constructor: 6)
        },
        KernelFunction("kmem_cache_alloc", ["ptr(ptr, i32)"], canFail: true) { call throws(Stop) in
            try call.allocateFromCache(try call.allocationFlags(1))
        },
        KernelFunction("kmem_cache_zalloc", ["ptr(ptr, i32)"], canFail: true) { call throws(Stop) in
            try call.allocateFromCache(try call.zeroing(1))
        },
        KernelFunction("kmem_cache_alloc_node", ["ptr(ptr, i32, i32)"], canFail: true) { call throws(Stop) in
            try call.allocateFromCache(try call.allocationFlags(1))
        },
        KernelFunction("kmem_cache_free", ["void(ptr, ptr)"]) { call throws(Stop) in
            let address = try call.value(1)
            let (kernel, cache) = try call.cache()
            if address == 0 { return 0 }
            let isOwn = kernel.caches[cache]?.objects.remove(address) != nil
            if !isOwn, call.memory.size(of: address) != nil {
                throw .fault(
                    .invalidFree, "kmem_cache_free() of \(call.memory.place(address)), which is not of the cache")
            }
            try call.free(address, [.heap])
            return 0
        },
        KernelFunction("kmem_cache_size", ["i32(ptr)"]) { call throws(Stop) in
            let (kernel, cache) = try call.cache()
            return .int(kernel.caches[cache]?.size ?? 0)
        },
        KernelFunction("kmem_cache_destroy", ["void(ptr)"]) { call throws(Stop) in
            if try call.value(0) == 0 { return 0 }
            let (kernel, cache) = try call.cache()
            if let left = kernel.caches[cache], !left.objects.isEmpty {
                throw .fault(.bug, "the cache ‘\(left.name)’ is destroyed with \(left.objects.count) objects in it")
            }
            kernel.caches[cache] = nil
            try call.memory.release(cache, accepting: [.opaque], by: call.name)
            return 0
        },
    ]
}

extension KernelCall {
    fileprivate func makeCache(constructor: Int) throws(Stop) -> UInt64 {
        try mightSleep()
        if mustFail { return 0 }
        let name = try string(0)
        let alignment = try value(2)
        guard alignment <= 1 << 16, alignment.nonzeroBitCount <= 1 else {
            throw badArgument("objects cannot be aligned to \(alignment) bytes")
        }
        let cache = ObjectCache(
            name: name, size: try value(1), alignment: max(8, Int(alignment)), constructor: try value(constructor))
        let address = try memory.allocate(64, kind: .opaque, name: "kmem_cache \(name)")
        try kernel.caches[address] = cache
        return address
    }

    /// The cache that is the first argument.
    fileprivate func cache() throws(Stop) -> (Kernel, UInt64) {
        let address = try value(0)
        let kernel = try kernel
        guard kernel.caches[address] != nil else { throw badArgument("there is no cache at \(memory.place(address))") }
        return (kernel, address)
    }

    fileprivate func allocateFromCache(_ flags: AllocationFlags) throws(Stop) -> UInt64 {
        let (kernel, address) = try cache()
        guard let cache = kernel.caches[address] else { return 0 }
        let object = try allocate(cache.size, flags, alignment: cache.alignment)
        if object == 0 { return 0 }
        kernel.caches[address]?.objects.insert(object)
        if cache.constructor != 0 { try machine.call(cache.constructor, as: "void(ptr)", [object]) }
        return object
    }
}
