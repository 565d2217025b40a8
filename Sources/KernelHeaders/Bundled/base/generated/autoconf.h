/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _GENERATED_AUTOCONF_H
#define _GENERATED_AUTOCONF_H

/* The configuration that the bundled headers describe. */
#define CONFIG_64BIT 1
#define CONFIG_MMU 1
#define CONFIG_SMP 1
#define CONFIG_MODULES 1
#define CONFIG_MODULE_UNLOAD 1
#define CONFIG_PRINTK 1
#define CONFIG_BUG 1
#define CONFIG_SYSFS 1
#define CONFIG_PROC_FS 1
#define CONFIG_DEBUG_FS 1
#define CONFIG_EVENTFD 1
#define CONFIG_NR_CPUS 64
#define CONFIG_PCI 1
#define CONFIG_PCI_MSI 1
#define CONFIG_PM 1
#define CONFIG_IOMMU_API 1
#define CONFIG_KVM 1
#define CONFIG_DMA_SHARED_BUFFER 1
#define CONFIG_VFIO_MODULE 1
#define CONFIG_VFIO_MDEV_MODULE 1
#if defined(__s390x__)
#define CONFIG_S390 1
#define CONFIG_HZ 100
#define CONFIG_CPU_BIG_ENDIAN 1
#elif defined(__x86_64__)
#define CONFIG_X86 1
#define CONFIG_HZ 1000
#define CONFIG_X86_64 1
#elif defined(__aarch64__)
#define CONFIG_ARM64 1
#define CONFIG_HZ 250
#endif
#ifndef CONFIG_HZ
#define CONFIG_HZ 250
#endif

#endif /* _GENERATED_AUTOCONF_H */
