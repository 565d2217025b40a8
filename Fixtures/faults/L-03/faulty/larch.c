// SPDX-License-Identifier: GPL-2.0
/*
 * larch - a config space that stays when the registration fails
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define LARCH_CONFIG_SIZE 64

struct larch {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *larch_dev;

static ssize_t larch_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct larch *larch = container_of(vdev, struct larch, vdev);

	return simple_read_from_buffer(buf, count, ppos, larch->config,
				       LARCH_CONFIG_SIZE);
}

static const struct vfio_device_ops larch_vfio_ops = {
	.name = "vfio-larch",
	.read = larch_read,
};

static int larch_probe(struct mdev_device *mdev)
{
	struct larch *larch;
	int ret;

	larch = kzalloc(sizeof(*larch), GFP_KERNEL);
	if (!larch)
		return -ENOMEM;
	vfio_init_group_dev(&larch->vdev, &mdev->dev, &larch_vfio_ops);
	larch->config = kzalloc(LARCH_CONFIG_SIZE, GFP_KERNEL);
	if (!larch->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&larch->vdev);
/*~ L-03 larch.config */
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, larch);
	return 0;

err_config:
err_state:
	vfio_uninit_group_dev(&larch->vdev);
	kfree(larch);
	return ret;
}

static void larch_remove(struct mdev_device *mdev)
{
	struct larch *larch = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&larch->vdev);
	vfio_uninit_group_dev(&larch->vdev);
	kfree(larch->config);
	kfree(larch);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "7\n");
}
static MDEV_TYPE_ATTR_RO(available_instances);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *larch_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group larch_type = {
	.name = "one",
	.attrs = larch_type_attrs,
};

static struct attribute_group *larch_types[] = {
	&larch_type,
	NULL,
};

static struct mdev_driver larch_driver = {
	.driver = {
		.name = "larch",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = larch_probe,
	.remove = larch_remove,
};

static const struct mdev_parent_ops larch_ops = {
	.owner = THIS_MODULE,
	.device_driver = &larch_driver,
	.supported_type_groups = larch_types,
};

static int __init larch_init(void)
{
	int ret;

	larch_dev = root_device_register("larch");
	if (IS_ERR(larch_dev))
		return PTR_ERR(larch_dev);
	ret = mdev_register_driver(&larch_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(larch_dev, &larch_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&larch_driver);
err_device:
	root_device_unregister(larch_dev);
	return ret;
}
module_init(larch_init);

static void __exit larch_exit(void)
{
	mdev_unregister_device(larch_dev);
	mdev_unregister_driver(&larch_driver);
	root_device_unregister(larch_dev);
}
module_exit(larch_exit);

MODULE_DESCRIPTION("a config space that stays when the registration fails");
MODULE_LICENSE("GPL");
