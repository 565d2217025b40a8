/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_CPU_H
#define _ASM_CPU_H

#include <linux/device.h>
#include <linux/cpu.h>
#include <linux/topology.h>
#include <linux/nodemask.h>

struct x86_cpu {
	int cpu;
};

#endif /* _ASM_CPU_H */
