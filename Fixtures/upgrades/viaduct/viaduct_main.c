// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/device.h>
#include "viaduct.h"

static struct device *viaduct_root;

int viaduct_attach(struct device *parent, const struct mdev_parent_ops *ops)
{
	return mdev_register_device(parent, ops);
}

static int __init viaduct_init(void)
{
	int ret;

	ret = mdev_register_driver(&viaduct_driver);
	if (ret)
		return ret;
	viaduct_root = root_device_register("viaduct");
	if (IS_ERR(viaduct_root)) {
		ret = PTR_ERR(viaduct_root);
		goto err_driver;
	}
	ret = viaduct_attach(viaduct_root, &viaduct_parent_ops);
	if (ret)
		goto err_root;
	return 0;

err_root:
	root_device_unregister(viaduct_root);
err_driver:
	mdev_unregister_driver(&viaduct_driver);
	return ret;
}

static void __exit viaduct_exit(void)
{
	mdev_unregister_device(viaduct_root);
	root_device_unregister(viaduct_root);
	mdev_unregister_driver(&viaduct_driver);
}

module_init(viaduct_init);
module_exit(viaduct_exit);
MODULE_LICENSE("GPL");
