// SPDX-License-Identifier: GPL-2.0
/*
 * lagoon - a remove that refuses while somebody swims
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

#define LAGOON_CONFIG_SIZE 64

struct lagoon {
	struct vfio_device vdev;
	int swimmers;
	u8 *config;
};

static struct device *lagoon_dev;

static int lagoon_open(struct vfio_device *vdev)
{
	struct lagoon *lagoon = container_of(vdev, struct lagoon, vdev);

	lagoon->swimmers++;
	return 0;
}

static void lagoon_close(struct vfio_device *vdev)
{
	struct lagoon *lagoon = container_of(vdev, struct lagoon, vdev);

	lagoon->swimmers--;
}

static ssize_t lagoon_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lagoon *lagoon = container_of(vdev, struct lagoon, vdev);

	return simple_read_from_buffer(buf, count, ppos, lagoon->config,
				       LAGOON_CONFIG_SIZE);
}

static const struct vfio_device_ops lagoon_vfio_ops = {
	.name = "vfio-lagoon",
	.open_device = lagoon_open,
	.close_device = lagoon_close,
	.read = lagoon_read,
};

static int lagoon_probe(struct mdev_device *mdev)
{
	struct lagoon *lagoon;
	int ret;

	lagoon = kzalloc(sizeof(*lagoon), GFP_KERNEL);
	if (!lagoon)
		return -ENOMEM;
	vfio_init_group_dev(&lagoon->vdev, &mdev->dev, &lagoon_vfio_ops);
	lagoon->config = kzalloc(LAGOON_CONFIG_SIZE, GFP_KERNEL);
	if (!lagoon->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&lagoon->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lagoon);
	return 0;

err_config:
	kfree(lagoon->config);
err_state:
	vfio_uninit_group_dev(&lagoon->vdev);
	kfree(lagoon);
	return ret;
}

static void lagoon_remove(struct mdev_device *mdev)
{
	struct lagoon *lagoon = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lagoon->vdev);
	WARN_ON(lagoon->swimmers);
	vfio_uninit_group_dev(&lagoon->vdev);
	kfree(lagoon->config);
	kfree(lagoon);
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

static struct attribute *lagoon_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lagoon_type = {
	.name = "one",
	.attrs = lagoon_type_attrs,
};

static struct attribute_group *lagoon_types[] = {
	&lagoon_type,
	NULL,
};

static struct mdev_driver lagoon_driver = {
	.driver = {
		.name = "lagoon",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lagoon_probe,
	.remove = lagoon_remove,
};

static const struct mdev_parent_ops lagoon_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lagoon_driver,
	.supported_type_groups = lagoon_types,
};

static int __init lagoon_init(void)
{
	int ret;

	lagoon_dev = root_device_register("lagoon");
	if (IS_ERR(lagoon_dev))
		return PTR_ERR(lagoon_dev);
	ret = mdev_register_driver(&lagoon_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lagoon_dev, &lagoon_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lagoon_driver);
err_device:
	root_device_unregister(lagoon_dev);
	return ret;
}
module_init(lagoon_init);

static void __exit lagoon_exit(void)
{
	mdev_unregister_device(lagoon_dev);
	mdev_unregister_driver(&lagoon_driver);
	root_device_unregister(lagoon_dev);
}
module_exit(lagoon_exit);

MODULE_DESCRIPTION("a remove that refuses while somebody swims");
MODULE_LICENSE("GPL");
