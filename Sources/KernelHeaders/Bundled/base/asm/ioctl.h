/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_IOCTL_H
#define _ASM_IOCTL_H

#include <uapi/linux/ioctl.h>

#endif /* _ASM_IOCTL_H */
