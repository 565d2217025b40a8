// SPDX-License-Identifier: GPL-2.0
/*
 * locket - a module that may not have what it needs
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

#define LOCKET_CONFIG_SIZE 64

struct locket {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *locket_dev;

static ssize_t locket_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct locket *locket = container_of(vdev, struct locket, vdev);

	return simple_read_from_buffer(buf, count, ppos, locket->config,
				       LOCKET_CONFIG_SIZE);
}

static const struct vfio_device_ops locket_vfio_ops = {
	.name = "vfio-locket",
	.read = locket_read,
};

static int locket_probe(struct mdev_device *mdev)
{
	struct locket *locket;
	int ret;

	locket = kzalloc(sizeof(*locket), GFP_KERNEL);
	if (!locket)
		return -ENOMEM;
	vfio_init_group_dev(&locket->vdev, &mdev->dev, &locket_vfio_ops);
/*~ L-12 vfio_init_group_dev */
	locket->config = kzalloc(LOCKET_CONFIG_SIZE, GFP_KERNEL);
	if (!locket->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&locket->vdev);
/*~ L-12 vfio_register_group_dev */
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, locket);
	return 0;

err_config:
	kfree(locket->config);
err_state:
	vfio_uninit_group_dev(&locket->vdev);
/*~ L-12 vfio_uninit_group_dev */
	kfree(locket);
	return ret;
}

static void locket_remove(struct mdev_device *mdev)
{
	struct locket *locket = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&locket->vdev);
/*~ L-12 vfio_unregister_group_dev */
	vfio_uninit_group_dev(&locket->vdev);
	kfree(locket->config);
	kfree(locket);
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

static struct attribute *locket_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group locket_type = {
	.name = "one",
	.attrs = locket_type_attrs,
};

static struct attribute_group *locket_types[] = {
	&locket_type,
	NULL,
};

static struct mdev_driver locket_driver = {
	.driver = {
		.name = "locket",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = locket_probe,
	.remove = locket_remove,
};

static const struct mdev_parent_ops locket_ops = {
	.owner = THIS_MODULE,
	.device_driver = &locket_driver,
	.supported_type_groups = locket_types,
};

static int __init locket_init(void)
{
	int ret;

	locket_dev = root_device_register("locket");
	if (IS_ERR(locket_dev))
		return PTR_ERR(locket_dev);
	ret = mdev_register_driver(&locket_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(locket_dev, &locket_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&locket_driver);
err_device:
	root_device_unregister(locket_dev);
	return ret;
}
module_init(locket_init);

static void __exit locket_exit(void)
{
	mdev_unregister_device(locket_dev);
	mdev_unregister_driver(&locket_driver);
	root_device_unregister(locket_dev);
}
module_exit(locket_exit);

MODULE_DESCRIPTION("a module that may not have what it needs");
MODULE_LICENSE("Proprietary");
