/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_ASM_IOCTL_H
#define _UAPI_ASM_IOCTL_H

#include <uapi/linux/ioctl.h>

#endif /* _UAPI_ASM_IOCTL_H */
