/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CPU_H
#define _LINUX_CPU_H

#include <linux/cpumask.h>

#endif /* _LINUX_CPU_H */
