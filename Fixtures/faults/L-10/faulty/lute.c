// SPDX-License-Identifier: GPL-2.0
/*
 * lute - a table that has nothing to release
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

#define LUTE_CONFIG_SIZE 64

struct lute {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *lute_dev;

static int lute_open(struct vfio_device *vdev)
{
	return 0;
}

static ssize_t lute_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lute *lute = container_of(vdev, struct lute, vdev);

	return simple_read_from_buffer(buf, count, ppos, lute->config,
				       LUTE_CONFIG_SIZE);
}

static const struct vfio_device_ops lute_vfio_ops = {
/*~ L-10 release */
	.name = "vfio-lute",
	.open = lute_open,
	.read = lute_read,
};

static int lute_probe(struct mdev_device *mdev)
{
	struct lute *lute;
	int ret;

	lute = kzalloc(sizeof(*lute), GFP_KERNEL);
	if (!lute)
		return -ENOMEM;
	vfio_init_group_dev(&lute->vdev, &mdev->dev, &lute_vfio_ops);
	lute->config = kzalloc(LUTE_CONFIG_SIZE, GFP_KERNEL);
	if (!lute->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&lute->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lute);
	return 0;

err_config:
	kfree(lute->config);
err_state:
	kfree(lute);
	return ret;
}

static void lute_remove(struct mdev_device *mdev)
{
	struct lute *lute = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lute->vdev);
	kfree(lute->config);
	kfree(lute);
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

static struct attribute *lute_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lute_type = {
	.name = "one",
	.attrs = lute_type_attrs,
};

static struct attribute_group *lute_types[] = {
	&lute_type,
	NULL,
};

static struct mdev_driver lute_driver = {
	.driver = {
		.name = "lute",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lute_probe,
	.remove = lute_remove,
};

static const struct mdev_parent_ops lute_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lute_driver,
	.supported_type_groups = lute_types,
};

static int __init lute_init(void)
{
	int ret;

	lute_dev = root_device_register("lute");
	if (IS_ERR(lute_dev))
		return PTR_ERR(lute_dev);
	ret = mdev_register_driver(&lute_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lute_dev, &lute_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lute_driver);
err_device:
	root_device_unregister(lute_dev);
	return ret;
}
module_init(lute_init);

static void __exit lute_exit(void)
{
	mdev_unregister_device(lute_dev);
	mdev_unregister_driver(&lute_driver);
	root_device_unregister(lute_dev);
}
module_exit(lute_exit);

MODULE_DESCRIPTION("a table that has nothing to release");
MODULE_LICENSE("GPL");
