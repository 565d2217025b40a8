// SPDX-License-Identifier: Apache-2.0
import Machine

/// All kernel functions that the machine knows.
public enum KernelFunctions {
    public static var interface: KernelInterface {
        var interface = KernelInterface()
        for table in tables { interface.add(table) }
        for variable in variables { interface.variables[variable.name] = variable }
        interface.assembly = { KernelAssembly.function(for: $0) }
        return interface
    }

    /// Names of those that print messages.
    public static let messages = Set((PrintkFunctions.all + DeviceLogFunctions.all).map(\.name))
    /// Names of those that change lists.
    public static let lists = Set(ListFunctions.all.map(\.name))

    private static let tables: [[KernelFunction]] = [
        SlabFunctions.all, PageFunctions.all, VirtualMemoryFunctions.all, CacheFunctions.all, ManagedFunctions.all,
        PhysicalMemoryFunctions.all, MappingFunctions.all, ScatterFunctions.all, DMABufferFunctions.all,
        FIFOFunctions.all, CalendarFunctions.all, DebugFeatureFunctions.all, InterruptClassFunctions.all,
        DuplicateFunctions.all, UserCopyFunctions.all, UserAccessFunctions.all,
        NameFunctions.all, PrintkFunctions.all, HexDumpFunctions.all, DeviceLogFunctions.all, SprintfFunctions.all,
        ScanFunctions.all,
        MemoryBlockFunctions.all, StringFunctions.all, StringSearchFunctions.all, StringCopyFunctions.all,
        NumberTextFunctions.all, UUIDFunctions.all,
        ListFunctions.all, TreeFunctions.all, BitFunctions.all, WordFunctions.all, BitSearchFunctions.all,
        BitmapFunctions.all, AtomicFunctions.all,
        S390AtomicFunctions.all,
        ReferenceFunctions.all,
        SpinlockFunctions.all, MutexFunctions.all, ReadWriteFunctions.all, SemaphoreFunctions.all, ContextFunctions.all,
        RCUFunctions.all, CompletionFunctions.all, WaitQueueFunctions.all, WorkFunctions.all, DelayedWorkFunctions.all,
        TimerFunctions.all, PreciseTimerFunctions.all, TaskletFunctions.all, EthernetFunctions.all,
        DebugFileFunctions.all, InterruptFunctions.all, ThreadFunctions.all, TimeFunctions.all,
        IDRFunctions.all, XArrayFunctions.all, ModuleFunctions.all, ParameterFunctions.all, MiscellaneousFunctions.all,
        EventFunctions.all,
        SortFunctions.all, RegisterFunctions.all,
        DeviceFunctions.all, PlatformFunctions.all, PropertyFunctions.all, BusFunctions.all, ClassFunctions.all,
        RootDeviceFunctions.all, SearchFunctions.all,
        CharacterDeviceFunctions.all, MiscDeviceFunctions.all, SysfsFunctions.all, FileFunctions.all,
        UeventFunctions.all, MdevFunctions.all,
        SimpleBufferFunctions.all, DeviceResourceFunctions.all, VFIODeviceFunctions.all, VFIOPageFunctions.all,
        VFIONotifierFunctions.all, VFIOInfoFunctions.all,
        APFunctions.all, GuestFunctions.all, GuestCryptoFunctions.all, GuestMemoryFunctions.all, PageTrackFunctions.all,
        ChannelFunctions.all, ChannelInstructionFunctions.all,
    ]

    private static let variables: [KernelVariable] =
        WorkFunctions.variables + TimeFunctions.variables + ModuleFunctions.variables + ParameterFunctions.variables
        + PhysicalMemoryFunctions.variables
        + APFunctions.variables + DebugFeatureFunctions.variables + InterruptClassFunctions.variables
        + ChannelFunctions.variables
}
