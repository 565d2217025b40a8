/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_KDEV_T_H
#define _UAPI_LINUX_KDEV_T_H

#endif /* _UAPI_LINUX_KDEV_T_H */
