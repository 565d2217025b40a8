// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import KernelModel
import Machine

/// What the kernel functions of one run share: one per machine, used by whoever's turn it is.
public final class Kernel {
    public let options: KernelOptions
    public var locks = Locks()
    /// What ended another task early; whoever waits next is told.
    public internal(set) var failure: Stop?

    // Locks and places.
    var places = PlaceTable()
    var lockNames: [UInt64: String] = [:]
    var grace = GracePeriods()

    // Memory.
    var managed = ManagedMemory()
    /// Where drivers asked for memory without being willing to wait for it, innermost first.
    public internal(set) var hurriedAllocations: [[StackFrame]] = []
    var caches: [UInt64: ObjectCache] = [:]
    var pages = PageTable()
    /// What vmalloc_user() gave.
    var userMemory: Set<UInt64> = []
    /// What lies behind the user's addresses.
    public internal(set) var mappings = Mappings()
    var dmaBuffers = DMABuffers()
    /// Functions of drivers' calls that are in the model, by task, the innermost last.
    var modelCalls: [Int: [String]] = [:]
    /// Gives the process a descriptor for a file that a driver makes; nil: numbers from 101 on.
    public var installDescriptor: (() -> Int)?
    var lastDescriptor = 100

    // Tasks and time.
    /// The variable, if the program has it; nil until it was looked for.
    var jiffiesAddress: UInt64??
    var timers = Timers()
    var waitQueues = WaitQueues()
    var workQueues = WorkQueues()
    var systemQueue: UInt64?
    var delayedWork: [UInt64: DelayedWork] = [:]
    var delayTask: MachineTask?
    var threads: [UInt64: KernelThread] = [:]
    var taskStructs: [Int: UInt64] = [:]

    var debugFiles: [UInt64: DebugFile] = [:]
    /// Names of their owners.
    var interruptLines: [InterruptLine: String] = [:]

    // Things by address.
    var idrs: [UInt64: IDR<UInt64>] = [:]
    var idas: [UInt64: IDA] = [:]
    var xarrays: [UInt64: XArray<UInt64>] = [:]
    var events = EventDescriptors()
    var moduleReferences: [UInt64: Int] = [:]
    /// Modules that are on their way out: no more references.
    public var goingModules: Set<UInt64> = []
    // Things of s390.
    /// Names of debug areas.
    var debugAreas: [UInt64: String] = [:]
    /// What drivers wrote to debug areas, in order.
    public internal(set) var debugEvents: [DebugFeatureEvent] = []
    /// How often each interruption subclass is registered.
    var interruptClasses: [Int: Int] = [:]

    /// THIS_MODULE of modules that never name it, by their numbers.
    var moduleAddresses: [Int: UInt64] = [:]
    /// Copies of texts that parameters point to.
    var parameterTexts: Set<UInt64> = []
    /// What dev_set_name() gave, by device.
    public var deviceNames: [UInt64: String] = [:]
    /// What dev_err() has in front of the name, by device.
    public var driverNames: [UInt64: String] = [:]
    var random: RandomNumbers
    /// The model, as soon as somebody needs it.
    var referenceKernel: ReferenceKernel?
    var userSpaceMemory: UserSpace?
    /// Faults after which a kernel goes on and nobody notices: what was never written went to a user, or the slack behind
    /// an object was touched.
    public internal(set) var leaks: [Stop] = []
    /// What no kernel notices, in order.
    public internal(set) var breaches: [Breach] = []
    var devices = DeviceTable()
    let mdevObjects = MdevObjects()
    let vfioObjects = VFIOObjects()
    let guestObjects = GuestObjects()
    /// What ioremap() gave.
    var deviceMemory: [UInt64: DeviceMemory] = [:]
    /// What cdev_alloc() gave.
    var madeCdevs: Set<UInt64> = []
    var adjunct = APMachine()
    let channelObjects = ChannelObjects()

    public init(options: KernelOptions = KernelOptions()) {
        self.options = options
        random = RandomNumbers(seed: options.seed)
    }
}

/// What differs between kernels and is not in the code that runs.
public struct KernelOptions: Sendable {
    /// CONFIG_HZ; nil: what the architecture usually has.
    public var ticksPerSecond: UInt64?
    public var pageSize: UInt64 = 4096
    /// What random numbers start from.
    public var seed: UInt64 = 1
    /// Whose driver core, mdev and vfio the drivers meet.
    public var level = KernelLevel.D0
    /// Bytes that were never written may go to users, and the slack behind objects may be touched, as in a kernel; each
    /// time is kept in `Kernel.leaks`.
    public var goesOnAfterLeaks = false
    /// What capable() says.
    public var isCapable = true

    public init() {}
}

extension KernelCall {
    /// The kernel of the machine that makes the call.
    var kernel: Kernel {
        get throws(Stop) {
            guard let kernel = machine.kernel as? Kernel else { throw .unsupported("\(name)() without a kernel") }
            return kernel
        }
    }

    /// The number of the task that makes the call.
    var task: LockTask { LockTask(machine.tasks.current.number) }

    /// Where the call is.
    func site(_ kernel: Kernel) -> LockSite { kernel.places.site(machine.stack().first) }
}
